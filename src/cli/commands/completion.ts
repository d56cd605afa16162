import { type Command, UsageError } from '../command.js'

/** Words that may follow each command: its verbs, or its options. */
function wordsOf({ verbs, help }: Command): string[] {
  const options = [...help.matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option)
  return [...new Set([...(verbs ?? []).map(({ name }) => name), ...options])]
}

const bash = (commands: readonly Command[]): string => `_ers_sandbox() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${commands.map((one) => `    ${one.name}) COMPREPLY=($(compgen -W "${wordsOf(one).join(' ')}" -- "$word")) ;;`).join('\n')}
  esac
}
complete -o default -F _ers_sandbox ers-sandbox
`

const zsh = (commands: readonly Command[]): string => `#compdef ers-sandbox
autoload -U +X bashcompinit && bashcompinit
${bash(commands)}`

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`

const fish = (commands: readonly Command[]): string =>
  commands
    .flatMap((one) => [
      `complete -c ers-sandbox -n __fish_use_subcommand -a ${one.name} -d ${quoted(one.summary)}`,
      ...wordsOf(one).map((word) =>
        word.startsWith('--')
          ? `complete -c ers-sandbox -n '__fish_seen_subcommand_from ${one.name}' -l ${word.slice(2)}`
          : `complete -c ers-sandbox -n '__fish_seen_subcommand_from ${one.name}' -a ${word}`,
      ),
    ])
    .join('\n')

const SHELLS: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash,
  zsh,
  fish,
}

const NAMES = Object.keys(SHELLS).join('|')

/** `ers-sandbox completion SHELL`, of the commands there are. */
export const completionOf = (commands: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'print what lets a shell complete the commands',
  help: `ers-sandbox completion ${NAMES}

Prints a script for the shell.

Examples:
  source <(ers-sandbox completion bash)
  ers-sandbox completion fish > ~/.config/fish/completions/ers-sandbox.fish`,
  async run([shell, ...more]) {
    const write = shell !== undefined && Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined
    if (!write || more.length > 0) throw new UsageError(`say which shell: completion ${NAMES}`)
    process.stdout.write(`${write(commands())}\n`)
    return 0
  },
})
