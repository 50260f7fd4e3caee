import { InvalidArgumentError } from 'commander';

/** `name=value`; a value that is JSON (a number, true, null) is parsed, others are text. */
export function readSetting(
  text: string,
  settings: Record<string, unknown> = {},
): Record<string, unknown> {
  const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('It must be name=value.');
  try {
    return { ...settings, [name]: JSON.parse(value) as unknown };
  } catch {
    return { ...settings, [name]: value };
  }
}
