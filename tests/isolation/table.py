"""Who may open which address: the contract of the matrix, one line an address.

A route that is not here fails `test_matrix.py`. Letters say who gets in on what is theirs:

m manager        a RJ administrator   f facilitator (both sides)   g facilitator2 (the victim's side)
v volunteer, whose allocation ended   s supervisor (may look)      l liaison (the victim's file)
x former liaison                      r referrer                   c commissioner
o operator       n manager of the other scheme                     - signed out

"maf~" is for pages of one's own account, which hold nothing of a scheme: any answer that is no fault.
Everybody else gets the one 404; who is signed out is sent to sign in. "maf=405" gives the status where
it is not 200 (405: the address takes POST alone), "@p" and "@q" name the
case looked at where it is not A.
"""

ROUTES: dict[str, str] = {
    # The front door
    "front": "mafgvsrlxcon=303 -",
    "account": "mafgvsrlxcon",
    "login": "mafgvsrlxcon=303 -",
    "logout": "mafgvsrlxcon-=405",
    "password": "mafgvsrlxcon",
    "forgot": "mafgvsrlxcon-",
    "forgot-sent": "mafgvsrlxcon-",
    "reset-link": "mafgvsrlxcon-=410",
    "end-sessions": "mafgvsrlxcon~",
    "end-session": "mafgvsrlxcon~",
    "stay": "mafgvsrlxcon-~",
    "confirm": "mafgvsrlxcon~",
    "mfa_authenticate": "mafgvsrlxcon-~",
    "second-step": "mafgvsrlxcon~",
    "second-step-app": "mafgvsrlxcon~",
    "second-step-key": "mafgvsrlxcon~",
    "second-step-codes": "mafgvsrlxcon~",
    "second-step-remove": "mafgvsrlxcon~",
    "privacy": "mafgvsrlxcon-",
    "accessibility": "mafgvsrlxcon-",
    "cookies": "mafgvsrlxcon-",
    "security-txt": "mafgvsrlxcon-~",  # 404 until the installation names somebody
    # The API: a token of an agency opens it, no sign-in does
    "api-schema": "mafgvsrlxcon-",
    "referrals-api:referrals": "mafgvsrlxcon-=401",
    "referrals-api:referral": "mafgvsrlxcon-=401",
    "healthz": "mafgvsrlxcon-",
    "readyz": "mafgvsrlxcon-",
    "leave": "mafgvsrlxcon-=302",
    "home": "mafgvsrlxc=303",
    # What is due
    "deadlines:due": "mafgvs",
    "deadlines:waive": "m",
    # The operator
    "operator:schemes": "o",
    "operator:add": "o",
    "operator:invite-manager": "",  # both schemes have a manager
    "operator:health": "o",
    # The scheme's settings
    "scheme:hub": "m",
    "scheme:profile": "m",
    "scheme:labels": "m",
    "scheme:areas": "m",
    "scheme:add-areas": "m",
    "scheme:change-areas": "m",
    "scheme:teams": "m",
    "scheme:add-teams": "m",
    "scheme:change-teams": "m",
    "scheme:deadlines": "m",
    "scheme:change-deadline": "m",
    "scheme:people": "m",
    "scheme:invite": "m",
    "scheme:invite-again": "m=405",
    "scheme:withdraw": "m=405",
    "scheme:person": "m",
    "scheme:change-person": "m",
    "scheme:leave": "m",
    "scheme:checks": "m",
    "scheme:record-check": "m",
    "scheme:withdraw-check": "m",
    "scheme:hand-over": "m",
    "scheme:access-list": "m",
    "scheme:access-list-file": "m",
    "scheme:stewardship": "m",
    "scheme:change-stewardship": "m",
    "scheme:marking": "m",
    "scheme:lost-device": "m",
    "scheme:retention": "m",
    "scheme:add-retention": "m",
    "scheme:change-retention": "",  # the scheme keeps to what the law gives it
    "scheme:join": "mafgvsrlxcon-=410",  # no such invitation
    # Documents and messages
    "documents:download": "mafgsl",
    "notifications:outbox": "ma",
    "notifications:settle": "ma=405",
    # Cases and files
    "cases:work": "mafgvs",
    "cases:offer_to_me": "v",
    "cases:open_files": "lx",
    "cases:list": "mafgvs",
    "cases:search": "mafgvs",
    "cases:case": "mafgs",
    "cases:history": "mafgs",
    "cases:papers": "maf",
    "cases:add_paper": "maf",
    "cases:people": "ma",
    "cases:add_party": "mafg",
    "cases:grant": "ma",
    "cases:end_access": "ma",
    "cases:move_end": "ma",
    "cases:passed_on": "mafgs",
    "cases:pass_on": "mafg",
    "cases:print_passed_on": "mafg=405",
    "cases:end_disclosure": "mafg",
    "cases:review_disclosure": "m",
    "cases:overrides": "mas",
    "cases:offer": "ma",
    "cases:end_allocation": "ma",
    "cases:vary_approach": "m",
    "cases:pass_gate": "",  # nothing to pass at this stage
    "cases:file": "mafgs",
    "cases:contacts": "mafgs",
    "cases:log_contact": "mafg",
    "cases:correct_contact": "mafg",
    "cases:consents": "mafgs",
    "cases:record_consent": "mafg",
    "cases:withdraw_consent": "mafg",
    "cases:record_explained": "mafg",
    "cases:record_permission": "mafg",
    "cases:withdraw_permission": "mafg=405",
    "cases:consent_form": "mafg",
    "cases:confidentiality_notice": "mafg=405",
    "cases:record_bar": "mafg",
    "cases:end_bar": "mafg",
    "cases:edit_identity": "mafg",
    "cases:safe_contact": "mafg",
    "cases:who_looked": "mafgs",
    "cases:letters": "mafgs",
    "cases:letter-introduction": "mafg=405",
    "cases:letter-posted": "mafg=405",
    "cases:uploads": "mafgs",
    "cases:add_upload": "mafg",
    "cases:upload": "mafgs",
    "cases:retract_upload": "mafg",
    # Keeping one's word about personal data
    "assurance:breaches": "mafgvs",
    "assurance:report": "mafgvs",
    "assurance:breach": "",  # nothing was reported: this and the next three
    "assurance:breach_entry": "",
    "assurance:add_affected": "",
    "assurance:tell_affected": "",
    "assurance:complaints": "ma",
    "assurance:papers": "mafgv",
    "assurance:matrix": "mafgvs",
    "assurance:add_rule": "m",
    "assurance:edit_rule": "",  # no such rule, no such item
    "assurance:items": "mafgvs",
    "assurance:add_item": "m",
    "assurance:edit_item": "",
    "assurance:case_papers": "mafg",
    "assurance:take_out": "mafg",
    "assurance:bring_back": "",  # nothing is out
    "assurance:checklist": "mafg",
    "assurance:file": "mafgs",
    "assurance:add_complaint": "mafg",
    "assurance:answer_complaint": "",  # nobody has complained
    # Rights of the people in the files, and opening with a reason
    "cases:case_changes": "mafgs",
    "cases:case_reads": "mafgs",
    "cases:changes": "mafgs",
    "cases:hold": "m",
    "cases:release_hold": "",  # nothing is held
    "cases:propose_case_erasure": "",  # the case is open
    "cases:rights": "ma",
    "cases:new_request": "ma",
    "cases:propose_erasure": "ma",
    "cases:request": "",  # nobody has asked for anything: this and the next seven
    "cases:extend_request": "",
    "cases:answer_request": "",
    "cases:request_files": "",
    "cases:texts": "",
    "cases:text": "",
    "cases:make_bundle": "",
    "cases:bundle": "",
    "cases:retention": "ma",
    "cases:erasure": "",  # nothing is proposed
    "cases:cancel_erasure": "",
    "cases:open_with_reason": "mas",
    "cases:review_opening": "",  # nobody has opened anything
    # Referrals
    "referrals:public-home": "mafgvsrlxcon-",
    "referrals:self-refer": "mafgvsrlxcon-",
    "referrals:self-safety": "mafgvsrlxcon-=404",  # no visit was begun
    "referrals:self-else": "mafgvsrlxcon-=404",  # no visit was begun
    "referrals:self-check": "mafgvsrlxcon-=404",  # no visit was begun
    "referrals:self-sent": "mafgvsrlxcon-=303",
    "referrals:self-step": "mafgvsrlxcon-=404",  # no visit was begun
    "referrals:refer": "mar",
    "referrals:sent": "mar",
    "referrals:draft": "r",
    "referrals:check": "r",
    "referrals:delete-draft": "r",
    "referrals:step": "r",
    "referrals:remove": "",  # nobody to remove from the draft
    "referrals:ours": "r",
    "referrals:hand-in": "r",
    "referrals:list": "ma",
    "referrals:show": "ma",
    "referrals:accept": "ma",
    "referrals:decline": "ma",
    "referrals:decide": "m",
    "referrals:register": "ma",
    "referrals:mark-full": "ma",
    "referrals:offence": "ma",
    "referrals:referred": "ma",
    "referrals:criteria": "ma",
    "referrals:publish-criteria": "m",
    "referrals:add-system": "m",
    "referrals:revoke-system": "",  # there is no such token
    "referrals:agencies": "ma",
    "referrals:add-agency": "ma",
    "referrals:agency": "ma",
    "referrals:change-agency": "ma",
    "referrals:agency-contact": "ma",
    "referrals:agency-agreements": "ma",
    "referrals:add-agency-agreement": "ma",
    "referrals:agency-agreement": "ma",
    "referrals:change-agency-agreement": "ma",
    "referrals:sign-agency-agreement": "ma",
    "referrals:review-agency-agreement": "ma",
    "referrals:end-agency-agreement": "ma",
    "referrals:remove-agency-person": "ma",
    # Returns
    "reporting:returns": "mac",
    "reporting:start": "ma=405",
    "reporting:return": "ma",  # a draft: not yet the commissioner's
    "reporting:narrative": "ma",
    "reporting:submit": "m",
    "reporting:behind": "ma",
    "reporting:download": "ma",
    # Assessments
    "assessments:approvals": "m",
    "assessments:ready": "maf",
    "assessments:reopen": "",  # not at this stage
    "assessments:participants": "mafg",
    "assessments:suitability": "mafgs",
    "assessments:record_suitability": "mafg",
    "assessments:needs": "mafgs",
    "assessments:record_needs": "mafg",
    "assessments:record_age": "mafg",
    "assessments:risk": "mafgs",
    "assessments:write_risk": "mafg",
    "assessments:risk_version": "mafgs",
    "assessments:decide": "m",
    # Meetings and exchanges
    "conferences:together": "mafgs",
    "conferences:open": "maf",
    "conferences:begin": "maf",
    "conferences:complete": "maf",
    "conferences:abandon": "maf",
    "conferences:process": "maf",
    "conferences:begin-process": "maf @p",
    "conferences:plan": "maf @p",
    "conferences:custody": "maf @p",
    "conferences:attendee": "maf @p",
    "conferences:attendee-remove": "maf=404 @p",  # a button, without a page
    "conferences:hold": "maf @p",
    "conferences:postpone": "maf @p",
    "conferences:cancel": "maf @p",
    "conferences:write-up": "maf=404",  # signed: there is nothing to fill in
    "conferences:message": "maf @q",
    "conferences:message-check": "maf @q",
    "conferences:message-deliver": "maf @q",
    "conferences:finish": "maf @q",
    "conferences:arrival": "mafg",
    "conferences:sheet": "mafgs",
    "conferences:feedback": "mafgs",
    "conferences:feedback-add": "",  # everybody has given theirs
    # Agreements and endings
    "agreements:list": "mafgvs",
    "agreements:start": "maf=303",
    "agreements:agreement": "maf",
    "agreements:change": "maf @p",
    "agreements:add-item": "maf @p",
    "agreements:change-item": "maf @p",
    "agreements:remove-item": "maf=405 @p",
    "agreements:agree": "maf @p",
    "agreements:amend": "maf=405",
    "agreements:sign-off": "ma",
    "agreements:copies": "maf",
    "agreements:make-copies": "maf=405",
    "agreements:note": "maf",
    "agreements:update": "maf",
    "agreements:wish": "maf",
    "agreements:progress": "maf",
    "agreements:sign-off-item": "ma=405",
    "agreements:close-case": "maf",
    "agreements:close-with-updates": "maf",
    "agreements:close-updates": "",  # not at this stage
    "agreements:close-early": "maf",
    "agreements:tell": "mafg",
}

# Background tasks: what each may be told, and whose rights it runs with.
TASKS: dict[str, str] = {
    "rjcase.notifications.sweep": "every scheme, as the system, one after the other",
    "rjcase.notifications.deliver": "one scheme, as the system",
    "rjcase.audit.seal": "every scheme, digests alone, one after the other",
    "rjcase.access.letters": "no scheme: accounts alone",
    "referrals.forget_old_visits": "every scheme, as the system, what visitors did not send",
}
