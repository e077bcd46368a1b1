"""Attack the requests of a job with wapiti, and nothing else; run by the Python of wapiti.

`build/wapiti/bin/python verify/wapiti_attack.py <job> <folder>`. The command of wapiti must walk a site
before it attacks: it takes a form only one link further on, and with it all that page leads to. This hands
its modules the requests that our own walk has found.

The job is JSON: base, cookies, modules, skip (fields left alone), level (2 also attacks addresses without a
query), seconds for each module, requests of method, path and fields. In the folder, `report.json` is
wapiti's; `answers.json` holds how each request was answered as it stands, and whether all modules ended.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from wapitiCore.controller.wapiti import Wapiti
from wapitiCore.net import Request
from wapitiCore.net.crawler import AsyncCrawler


async def attack(job: dict, place: Path) -> None:
    """Ask for each request as it stands, then let every module loose on it."""
    wapiti = Wapiti(
        Request(job["base"] + "/"), session_dir=str(place / "session"), config_dir=str(place / "config")
    )
    wapiti.set_timeout(30)
    wapiti.set_bug_reporting(False)
    wapiti.set_modules(job["modules"])
    wapiti.set_max_attack_time(job["seconds"])
    wapiti.set_report_generator_type("json")
    wapiti.set_output_file(str(place / "report.json"))
    if job["cookies"]:
        wapiti.add_custom_header("Cookie", job["cookies"])
    wapiti.set_attack_options(
        {"level": job["level"], "timeout": 30, "tasks": 4, "skipped_parameters": set(job["skip"])}
    )
    await wapiti.init_persister()
    await wapiti.flush_session()
    began, asked, answers = time.monotonic(), [], []
    async with AsyncCrawler.with_configuration(wapiti.crawler_configuration) as crawler:
        for each in job["requests"]:
            request = _request(job["base"], each)
            response = await crawler.async_send(request)
            answers.append([each["path"], response.status, response.redirection_url])
            asked.append((request, response))
    await wapiti.persister.save_requests(asked)
    await wapiti.attack()
    ended = time.monotonic() - began < job["seconds"]
    (place / "answers.json").write_text(json.dumps({"answers": answers, "ended": ended}))


def _request(base: str, each: dict) -> Request:
    if each["method"] == "GET":
        return Request(base + each["path"])
    return Request(base + each["path"], method="POST", post_params=[list(pair) for pair in each["fields"]])


if __name__ == "__main__":
    asyncio.run(attack(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])))
