/**
 * `<voice-player>`: turns the browser's audio element into a dial. It never
 * plays by itself, and leaves the browser's own controls where a part of it is
 * missing.
 */
import { pointOnDial } from "./dial-pointer.ts";
import { followTranscript } from "./follow-transcript.ts";
import { keyAction, momentOf } from "./moments.ts";
import { goOnPlaying } from "./go-on-playing.ts";
import { nextStory } from "./next-story.ts";
import { rememberedPlace, rememberPlace } from "./place-memory.ts";
import { createPlayback, type Playback, type PlaybackChange } from "./playback.ts";
import { showPlace, showPlaying } from "./player-face.ts";
import { partsOf, type PlayerParts, uncover } from "./player-parts.ts";
import { shareMoment } from "./share-moment.ts";
import { announceToSystem } from "./system-controls.ts";

class VoicePlayer extends HTMLElement {
  #connected = false;

  connectedCallback(): void {
    const parts = this.#connected ? undefined : partsOf(this);
    if (parts === undefined) return;
    this.#connected = true;
    connect(parts);
  }
}

function connect(parts: PlayerParts): void {
  const { audio, said, wholeSeconds, status } = parts;
  const story = said("story");
  const followWords = () =>
    followTranscript(story, (seconds) => {
      playback.goTo(seconds);
      playback.start();
    });
  let words = followWords();
  const show = (): void => {
    showPlace(parts, playback.place(), !audio.paused);
    words.show(playback.place());
  };
  const told = {
    title: said("title"),
    artist: said("artist"),
    artwork: said("artwork").split(" "),
  };
  const on: Readonly<Record<PlaybackChange, () => void>> = {
    moved: show,
    started: () => {
      status.textContent = "";
      showPlaying(parts, true);
      announceToSystem(told, playback, goToNext);
      goOnPlaying(parts);
    },
    stopped: () => {
      showPlaying(parts, false);
      rememberPlace(story, playback.place(), wholeSeconds);
    },
    ended: () => {
      show();
      rememberPlace(story, 0, wholeSeconds);
    },
    failed: () => {
      playback.stop();
      showPlaying(parts, false);
      show();
      status.textContent = said("failed");
    },
  };
  const playback = createPlayback(audio, wholeSeconds, (change) => on[change]());

  const goToNext = said("list") === "" ? undefined : () => void openNext(parts);
  // Back on its own page after a walk through others: the words there are new ones.
  parts.player.addEventListener("arrived", () => {
    words = followWords();
    show();
  });
  uncover(parts);
  wireControls(parts, playback);
  wireKeys(parts, playback);
  keepAtHand(parts, playback);
  addEventListener("pagehide", () => rememberPlace(story, playback.place(), wholeSeconds));
  const pointedAt = () =>
    location.pathname.startsWith(story) ? momentOf(location.hash) : undefined;
  // An address moves the hand of the dial; only a person's act makes a sound.
  addEventListener("hashchange", () => playback.goTo(pointedAt() ?? playback.place()));
  playback.goTo(pointedAt() ?? rememberedPlace(story));
}

function wireControls(parts: PlayerParts, playback: Playback): void {
  const { all, audio, dial, seek, speed, volume, wholeSeconds } = parts;
  const click = (name: Parameters<PlayerParts["all"]>[0], act: () => void) => {
    for (const button of all(name)) button.addEventListener("click", act);
  };
  click("toggle", playback.toggle);
  click("back", () => playback.goTo(playback.place() - 10));
  click("forward", () => playback.goTo(playback.place() + 10));
  click("share", () => void shareMoment(parts, playback.place()));
  for (const link of all("next")) {
    link.addEventListener("click", (event) => {
      // Whoever wants another tab gets the list.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void openNext(parts);
    });
  }
  volume.addEventListener("input", () => {
    audio.volume = Number(volume.value) / 100;
    audio.muted = false;
  });
  // Phones keep the volume to their own buttons: a slider without effect would be a lie.
  audio.volume = 0.99;
  if (audio.volume === 1) volume.closest("label")?.remove();
  speed.addEventListener("change", () => {
    // The default too: a browser takes it up again when it loads the sound.
    audio.defaultPlaybackRate = audio.playbackRate = Number(speed.value);
  });
  seek.addEventListener("input", () => playback.goTo(Number(seek.value)));
  pointOnDial(dial, (turn, chosen) => {
    playback.goTo(turn * wholeSeconds);
    if (chosen) playback.start();
  });
}

function wireKeys(
  { player, audio, link, speed, seek, volume, wholeSeconds }: PlayerParts,
  playback: Playback,
): void {
  player.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || target === link || target === speed)
      return;
    // A button has its own meaning for the space bar, the slider for its arrows.
    if (key === " " && target instanceof HTMLButtonElement) return;
    if (key.startsWith("Arrow") && (target === seek || target === volume)) return;
    const action = keyAction(key);
    if (action === undefined) return;
    event.preventDefault();
    if (action === "toggle") playback.toggle();
    else if (action === "mute") audio.muted = !audio.muted;
    else playback.goTo("by" in action ? playback.place() + action.by : wholeSeconds * action.to);
  });
}

/** Opens the next story of the series; it waits there to be played. */
async function openNext({ said }: PlayerParts): Promise<void> {
  const list = said("list");
  location.assign((await nextStory(list, said("story")).catch(() => undefined)) ?? list);
}

/** Once a story has begun, its deck follows a reader down the page (see player.css for the windows where it does). */
function keepAtHand({ player, dial }: PlayerParts, playback: Playback): void {
  new IntersectionObserver(([entry]) => {
    player.toggleAttribute("data-away", entry?.isIntersecting === false && playback.place() > 0);
  }).observe(dial);
}

customElements.define("voice-player", VoicePlayer);
