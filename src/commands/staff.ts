import { parseArgs } from 'node:util';
import { inviteColleague } from '../processes/staffing.ts';
import { must } from '../runtime.ts';
import { invited } from '../staffing/routes.ts';
import { type Command, EXIT, WrongUse } from './command.ts';
import { addressOf, withMarket } from './open-market.ts';

/**
 * The road to the first head of service: colleagues are invited by the head under `/ops/team`, and a market that was not filled by the
 * demo has none. Whoever can run this could write to the database as well, so nothing is given away; the invitation is
 * logged as the command line's.
 */
export const staffCommand: Command = {
  name: 'staff',
  usage: '--mail ADDRESS [--name NAME] [--role head] [--country DE] [--data DIR] [--json]',
  summary: 'invites a colleague, such as the first head of service, and prints the link to join',
  async run(args, console) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        mail: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', default: 'head' },
        country: { type: 'string', default: 'DE' },
        language: { type: 'string', default: 'en' },
        currency: { type: 'string', default: 'EUR' },
        data: { type: 'string' },
      },
    });
    if (!values.mail) throw new WrongUse('name the address of the colleague with --mail');
    const { mail, role, name = mail, data, ...rest } = values;
    const parsed = invited.safeParse({ ...rest, mail, name, roles: [role] });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const key = String(issue?.path[0]);
      throw new WrongUse(`--${OPTION_OF[key] ?? key}: ${issue?.message}`);
    }
    // Before anybody is invited: without it nobody could be told where to.
    const address = addressOf(data);
    return withMarket(data, console, async (market) => {
      const { partyId, invitation, expiresAt } = await must(
        market.run('system:command-line', (world) => inviteColleague(world, parsed.data)),
      );
      const link = `${address}/staff/join?invitation=${encodeURIComponent(invitation)}`;
      const json = { partyId, role, mail, link, expiresAt };
      const until = new Date(expiresAt).toISOString().slice(0, 10);
      return {
        exit: EXIT.done,
        json,
        text: `${mail} may join as ${role} until ${until}:\n${link}`,
      };
    });
  },
};

/** Options whose name differs from what the API calls it. */
const OPTION_OF: Readonly<Record<string, string>> = { roles: 'role' };
