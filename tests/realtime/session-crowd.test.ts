/** S18: nobody holds more than their share of connections to sessions. */
import { afterEach, expect, it } from 'vitest';
import { openStage, type Stage, type StageOptions } from '../support/session-stage.ts';
import { until } from '../support/until.ts';

const stages: Stage[] = [];

afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

async function open(options: StageOptions) {
  const stage = await openStage(options);
  stages.push(stage);
  const ama = await stage.visitor('Ama');
  const ben = await stage.visitor('Ben');
  return { stage, ama, ben };
}

it('S18: a user with too many pages open is told so, and gets in again when one is closed', async () => {
  const { stage, ama, ben } = await open({ crowd: { perUser: 3 } });
  const pages = await Promise.all([stage.open(ama), stage.open(stage.again(ama)), stage.open(ama)]);
  await expect(stage.open(ama)).rejects.toThrow('too-many-pages');
  await stage.open(ben);
  pages[0].socket.disconnect();
  await until(
    () =>
      stage.open(ama).then(
        () => true,
        () => false,
      ),
    'there is a place again',
  );
  await expect(stage.open(ama)).rejects.toThrow('too-many-pages');
  expect(pages[1].socket.connected).toBe(true);
});

it('S18: connections that break give their places back', async () => {
  const { stage, ama } = await open({ crowd: { perUser: 1 } });
  const page = await stage.open(ama);
  await expect(stage.open(ama)).rejects.toThrow('too-many-pages');
  page.vanish();
  await until(
    () =>
      stage.open(ama).then(
        () => true,
        () => false,
      ),
    'the place is free',
  );
});

it('S18: an address with too many connections is told so, whoever comes from there', async () => {
  const { stage, ama, ben } = await open({ crowd: { perAddress: 2, loopbackFree: false } });
  await stage.open(ama);
  await stage.open(ben);
  const cleo = await stage.visitor('Cleo');
  await expect(stage.open(cleo)).rejects.toThrow('address-crowded');
});
