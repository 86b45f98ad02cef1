import type { Services } from '../server/services.ts';
import type { CurrentUser } from '../server/services.ts';

declare global {
  namespace App {
    interface Locals {
      /** What routes may use; put there by the composition root (`server/main.ts`). */
      services: Services;
      /** Who is asking, or null when nobody is signed in. */
      user: CurrentUser | null;
      /** The address of whoever asks, as the server sees it: only for rate limits, never logged with content. */
      address: string;
    }
    interface PageState {
      /** The invite that the address asked for has been shown. */
      invited?: boolean;
    }
    interface Error {
      /** A sentence for a person: what happened and what to do next. */
      message: string;
      code?: string;
    }
  }
}

export {};
