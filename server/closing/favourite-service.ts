/** Questions that a person likes to ask, kept for every session to come. */
import { favouritePromptSchema, mostFavourites } from '#lib/domain/closing/closing.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/ports/store.ts';
import type { FavouriteService } from './closing-services.ts';

export interface FavouriteServiceDependencies {
  store: Pick<Store, 'favourites'>;
  clock: Clock;
}

export function createFavouriteService({ store, clock }: FavouriteServiceDependencies): FavouriteService {
  return {
    list: (user) => store.favourites.list(user.id),
    async add(user, candidate) {
      const text = requirePrompt(candidate);
      if (!(await store.favourites.add(user.id, text, clock(), mostFavourites))) {
        throw new ExpectedError('favourites-full');
      }
    },
    remove: (user, candidate) => store.favourites.remove(user.id, requirePrompt(candidate)),
  };
}

function requirePrompt(candidate: unknown): string {
  const text = favouritePromptSchema.safeParse(candidate);
  if (!text.success) throw new ExpectedError('words-long');
  return text.data;
}
