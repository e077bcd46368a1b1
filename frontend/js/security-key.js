// Asks a security key (WebAuthn) and sends what it answers with the form around it.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function readOptions(options) {
  const known = { ...options, challenge: bytes(options.challenge) };
  if (known.user) known.user = { ...known.user, id: bytes(known.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (known[list]) known[list] = known[list].map((item) => ({ ...item, id: bytes(item.id) }));
  }
  return known;
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

export class SecurityKey {
  static moduleName = "app-security-key";

  constructor(root) {
    this.root = root;
    root.querySelector("button").addEventListener("click", () => this.ask());
  }

  async ask() {
    const said = this.root.querySelector("[data-said]");
    said.textContent = "";
    const publicKey = readOptions(JSON.parse(this.root.dataset.options).publicKey);
    try {
      const credential = await navigator.credentials[this.root.dataset.act]({ publicKey });
      const form = this.root.closest("form");
      form.elements.credential.value = written(credential);
      form.submit();
    } catch {
      said.textContent = said.dataset.said;
    }
  }

  static checkSupport() {}
}
