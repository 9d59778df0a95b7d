/* Says in Swedish, beside the button, that a passkey was not taken: allauth's own script would only tell the console. */
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("passkey-fel");
  if (!told) return;
  told.hidden = false;
  told.textContent = window.PublicKeyCredential
    ? "Det gick inte med passkeyn. Kanske avbröts det, eller så finns ingen för den här sidan. Försök igen eller välj ett annat sätt."
    : "Webbläsaren kan inte använda passkeys här. Välj ett annat sätt.";
});
