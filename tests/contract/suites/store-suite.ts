import { describe } from 'vitest';
import { describeActions } from './action-suite.ts';
import { describeArchive } from './archive-suite.ts';
import { describeBoards } from './board-suite.ts';
import { describeClosing } from './closing-suite.ts';
import { storeTest, type TestEngine } from './database.ts';
import { describeFormats } from './format-suite.ts';
import { describeImages } from './image-suite.ts';
import { describeOutcomes } from './outcome-suite.ts';
import { describePeople } from './people-suite.ts';
import { describeRemoval } from './removal-suite.ts';
import { describeRooms } from './room-suite.ts';
import { describeSessions } from './session-suite.ts';
import { describeTransactions } from './transaction-suite.ts';

/** The contract of `server/store/ports`: every engine passes all of it. */
export function describeStore(engine: TestEngine): void {
  describe(`the store on ${engine.name}`, () => {
    const test = storeTest(engine);
    describePeople(test);
    describeRooms(test);
    describeSessions(test);
    describeBoards(test);
    describeArchive(test);
    describeRemoval(test);
    describeActions(test);
    describeOutcomes(test);
    describeFormats(test);
    describeClosing(test);
    describeImages(test);
    describeTransactions(test);
  });
}
