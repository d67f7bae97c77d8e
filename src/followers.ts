import { WEBHOOK_FOLLOWER } from './market/webhooks/follower-store.ts';
import { DESK_MAIL_FOLLOWER } from './mails/desk-mail-store.ts';
import { MAIL_FOLLOWER } from './mails/mail-store.ts';

/** Names of all that read the log in order to tell people outside: none of them is told of a made-up past. */
export const FOLLOWERS: readonly string[] = [MAIL_FOLLOWER, DESK_MAIL_FOLLOWER, WEBHOOK_FOLLOWER];
