/** <lab-copy for="id" done="…">: a button that puts the text of an element on the clipboard. */
class LabCopy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.getAttribute("for"));
    const told = this.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      told.textContent = this.getAttribute("done");
    } catch {
      getSelection().selectAllChildren(source);
      told.textContent = this.getAttribute("failed") ?? "";
    }
  }
}

customElements.define("lab-copy", LabCopy);
