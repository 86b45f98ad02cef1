/** Parts of the session's page that come after it: nobody needs them in the first second. See `board-parts.ts`. */
import { fetchWhenIdle } from '#lib/client/when-idle.ts';

export const loadAgreementBox = () => import('./asks/AgreementBox.svelte');
export const loadEndDialog = () => import('./EndDialog.svelte');
export const loadExtendBox = () => import('./asks/ExtendBox.svelte');
export const loadInviteDialog = () => import('./InviteDialog.svelte');
export const loadIdeaTray = () => import('./private/IdeaTray.svelte');
export const loadLobbyChoice = () => import('./lobby/LobbyChoice.svelte');
export const loadMyQuestions = () => import('./guide/MyQuestions.svelte');
export const loadStartDialog = () => import('./lobby/StartDialog.svelte');
export const loadLeftDrafts = () => import('./private/LeftDrafts.svelte');
export const loadPopoverBox = () => import('./PopoverBox.svelte');
export const loadPrivateDesk = () => import('#lib/client/private/private-desk.svelte.ts');
export const loadCaseBox = () => import('./asks/CaseBox.svelte');
export const loadObserverBox = () => import('./asks/ObserverBox.svelte');
export const loadObserverDoor = () => import('./ObserverDoor.svelte');
export const loadSilenceDialog = () => import('./SilenceDialog.svelte');
export const loadStoryPanel = () => import('./guide/StoryPanel.svelte');
export const loadThinkingSpace = () => import('./ThinkingSpace.svelte');
export const loadSealedSheet = () => import('./private/SealedSheet.svelte');

/** Fetches them in a quiet moment, so that they open at once and without a connection. Returns what calls it off. */
export const fetchSessionPartsWhenIdle = (): (() => void) =>
  fetchWhenIdle([
    loadPopoverBox,
    loadExtendBox,
    loadEndDialog,
    loadStartDialog,
    loadMyQuestions,
    loadInviteDialog,
    loadSilenceDialog,
    loadThinkingSpace,
    loadPrivateDesk,
    loadSealedSheet,
    loadIdeaTray,
    loadLeftDrafts,
    loadAgreementBox,
  ]);
