/**
 * <lab-draft name="…" keep="tab|page" ping="/healthz" lost="…" found="…">: typed text survives.
 *
 * Before a form leaves, the house is asked whether it is there. If not, the page stays as it is and
 * says so. With keep="tab" the text also waits in sessionStorage until the house is there again;
 * with keep="page" (anonymous forms, shared computers) nothing is ever stored.
 */
const NEVER = new Set(["hidden", "password", "file", "submit", "button"]);

class LabDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.form.addEventListener("submit", (event) => this.beforeSending(event));
    if (this.stores) this.restore();
  }

  get key() {
    return `lab-draft:${this.getAttribute("name")}`;
  }

  get stores() {
    return this.getAttribute("keep") === "tab";
  }

  get fields() {
    return [...this.form.elements].filter((field) => field.name && !NEVER.has(field.type));
  }

  async beforeSending(event) {
    if (this.sure || event.defaultPrevented) return;
    event.preventDefault();
    if (await this.reachable()) {
      if (this.stores) sessionStorage.removeItem(this.key);
      this.sure = true;
      this.form.requestSubmit(event.submitter);
      this.sure = false;
    } else {
      if (this.stores) this.store();
      this.say(this.getAttribute("lost"));
    }
  }

  async reachable() {
    try {
      const options = { method: "HEAD", cache: "no-store", credentials: "omit" };
      await fetch(this.getAttribute("ping") ?? "/healthz", options);
      return true;
    } catch {
      return false;
    }
  }

  store() {
    const kept = this.fields
      .filter((field) => !this.isChoice(field) || field.checked)
      .map((field) => [field.name, field.value]);
    sessionStorage.setItem(this.key, JSON.stringify(kept));
  }

  restore() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    for (const [name, value] of JSON.parse(kept)) {
      for (const field of this.fields.filter((one) => one.name === name)) {
        if (this.isChoice(field)) field.checked = field.checked || field.value === value;
        else if (!field.value) field.value = value;
      }
    }
    this.say(this.getAttribute("found"));
  }

  isChoice(field) {
    return field.type === "radio" || field.type === "checkbox";
  }

  say(text) {
    let told = this.querySelector(":scope > [role=status]");
    if (!told) {
      told = document.createElement("p");
      told.setAttribute("role", "status");
      told.className = "kept";
      this.append(told);
    }
    told.textContent = text ?? "";
  }
}

customElements.define("lab-draft", LabDraft);
