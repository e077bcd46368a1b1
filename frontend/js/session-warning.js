// Says in time that the session is about to end, and lets one stay. The same stands in words below the page.
export class SessionWarning {
  static moduleName = "app-session";

  constructor(root) {
    this.root = root;
    this.dialog = root.querySelector("dialog");
    this.seconds = Number(root.dataset.idle);
    this.before = Math.min(300, this.seconds / 2);
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
    if (this.tabs) this.tabs.onmessage = () => this.begin(false);
    root.querySelector("button").addEventListener("click", () => this.stay());
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.stay();
    });
    this.begin(true);
  }

  // Every page that opens in another tab keeps the session alive for this one too.
  begin(mine) {
    if (mine && this.tabs) this.tabs.postMessage("used");
    if (this.dialog.open) this.dialog.close();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.warn(), (this.seconds - this.before) * 1000);
  }

  warn() {
    this.dialog.showModal();
    this.timer = setTimeout(() => this.over(), this.before * 1000);
  }

  async stay() {
    const answer = await fetch(this.root.dataset.stay, {
      method: "POST",
      headers: { "X-CSRFToken": this.root.querySelector("[name=csrfmiddlewaretoken]").value },
    }).catch(() => null);
    if (answer && answer.ok) this.begin(true);
    else this.over();
  }

  over() {
    this.dialog.querySelector("[data-over]").hidden = false;
    this.dialog.querySelector("[data-soon]").hidden = true;
    if (!this.dialog.open) this.dialog.showModal();
  }
}
