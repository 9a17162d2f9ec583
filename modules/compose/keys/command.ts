import { splitWords, type Value } from "../syntax";

/** Reads `entrypoint`. */
export function readEntryPoint(service: Value): string[] | undefined {
  return notEmpty(service.get("entrypoint"));
}

/** Reads `command`. Beside an entrypoint Docker does not take the image's command. */
export function readCommand(service: Value): string[] | undefined {
  const command = service.get("command");
  if (service.get("entrypoint") === undefined) {
    return notEmpty(command);
  }
  const split = words(command);
  return split?.length === 0 ? undefined : split;
}

function notEmpty(value: Value | undefined): string[] | undefined {
  const split = words(value);
  if (split?.length === 0) {
    value?.error("cannot be emptied on ECS: the image's own would be taken", "write what is to be started");
    return undefined;
  }
  return split;
}

function words(value: Value | undefined): string[] | undefined {
  return value?.kind === "list"
    ? value.texts()
    : value?.parsed(splitWords, "words as in a shell", "close all quotes, or write a list");
}
