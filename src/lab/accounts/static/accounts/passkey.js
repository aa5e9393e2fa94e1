/** <lab-passkey>: lets the device make or use a passkey and sends the form with its answer. */
const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const toText = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
};

const known = (list = []) => list.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

/** Ask the device for a new passkey. */
async function make(options, alone) {
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  publicKey.user = { ...options.user, id: toBytes(options.user.id) };
  publicKey.excludeCredentials = known(options.excludeCredentials);
  publicKey.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone && { userVerification: "required" }),
  };
  const made = await navigator.credentials.create({ publicKey });
  return {
    ...frame(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

/** Ask the device to use one of its passkeys. */
async function use(options) {
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  publicKey.allowCredentials = known(options.allowCredentials);
  const used = await navigator.credentials.get({ publicKey });
  const { response } = used;
  return {
    ...frame(used),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

const frame = (credential) => ({
  id: credential.id,
  rawId: toText(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
});

class LabPasskey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.run());
    // Enter in a field would send the form without the device having answered.
    this.form.addEventListener("submit", (event) => {
      if (this.form.elements.credential.value) return;
      event.preventDefault();
      this.run();
    });
  }

  get form() {
    return this.querySelector("form");
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  async run() {
    const alone = this.form.elements.passwordless?.checked ?? false;
    this.button.disabled = true;
    try {
      const { publicKey } = await this.options();
      const answer = this.dataset.do === "make" ? await make(publicKey, alone) : await use(publicKey);
      this.form.elements.credential.value = JSON.stringify(answer);
      this.form.requestSubmit();
    } catch {
      this.querySelector("[role=status]").textContent = this.dataset.failed;
    } finally {
      this.button.disabled = false;
    }
  }
}

customElements.define("lab-passkey", LabPasskey);
