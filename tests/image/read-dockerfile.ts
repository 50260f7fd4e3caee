import { readFileSync } from 'node:fs';
import { DockerfileParser, type Instruction, ModifiableInstruction } from 'dockerfile-ast';

/** An instruction of a Dockerfile, with its flags: `COPY --from=build /a /b`. */
export interface Step {
  keyword: string;
  flags: Readonly<Record<string, string>>;
  /** What follows the flags, in one line. */
  text: string;
}

/** From one FROM to the next. */
export interface Stage {
  image: string;
  name: string | null;
  steps: Step[];
}

export function readDockerfile(file: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(file, 'utf8')).getInstructions()) {
    const step = toStep(instruction);
    const stage = stages.at(-1);
    if (step.keyword === 'FROM') {
      const [image = '', , name = null] = step.text.split(/\s+/);
      stages.push({ image, name, steps: [] });
    } else if (stage === undefined) {
      throw new Error(`${file} begins with ${step.keyword}, and not with FROM`);
    } else stage.steps.push(step);
  }
  return stages;
}

function toStep(instruction: Instruction): Step {
  const flags =
    instruction instanceof ModifiableInstruction
      ? instruction.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? ''] as const)
      : [];
  return {
    keyword: instruction.getKeyword(),
    flags: Object.fromEntries(flags),
    text: (instruction.getArgumentsContent() ?? '').trim(),
  };
}

/** The words of `["a", "b"]`. The other form runs a shell, which does not hand signals on. */
export function readWords({ keyword, text }: Step): string[] {
  const words = JSON.parse(text) as unknown;
  if (!Array.isArray(words) || words.some((word) => typeof word !== 'string')) {
    throw new Error(`${keyword} is no list of words: ${text}`);
  }
  return words as string[];
}
