/** htmx notes the address of each page in sessionStorage; whoever only reads leaves no trace here. */
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");

forget();
document.addEventListener("htmx:afterSettle", forget);
