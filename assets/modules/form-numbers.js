/* Numbers that cannot be used, in fields that say so in words of their own (typed_number in
 * dashboard/parts/fields.py). */

const PAUSE = 600; // ms after the last key, as there
let typing = 0;

/** Say below a number's field whether what stands in it can be used. @param {any} input */
export function judge(input) {
  const wrong = input.parentElement?.querySelector(".wrong");
  if (!wrong) return;
  wrong.hidden = input.checkValidity();
  if (wrong.hidden) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

const isTyped = (/** @type {any} */ { type, pattern }) => type === "number" && pattern;

/* Before the field's component hears of it, which asks whether it is valid: browsers know limits, not decimals. */
document.addEventListener(
  "input",
  (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!isTyped(input)) return;
    input.setCustomValidity(new RegExp(`^(?:${input.pattern})$`).test(input.value) ? "" : input.pattern);
    clearTimeout(typing);
    typing = setTimeout(() => judge(input), PAUSE);
  },
  true,
);
document.addEventListener("change", ({ target }) => isTyped(target) && judge(target), true);
