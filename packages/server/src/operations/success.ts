/** The answer of an operation without warnings. */
export function success(content: object): string {
  return JSON.stringify({ status: 'success', data: content });
}
