/** Makes the copy buttons work, and shows them. The page is whole without it. */
export const script = `document.documentElement.classList.add('script');
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('.paste button');
  if (!button) return;
  const pre = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(pre);
    button.textContent = 'Selected';
  }
  setTimeout(() => (button.textContent = 'Copy'), 2000);
});`;
