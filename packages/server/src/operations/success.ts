/** The answer of an operation without warnings. */
export function success(content: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ status: 'success', data: content });
}
