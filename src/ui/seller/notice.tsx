import { type ActionFunctionArgs, type LoaderFunctionArgs, useLoaderData } from 'react-router';

import { get, newKey } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';
import { type NoticePage, NoticeText } from '../components/notice-text.tsx';
import { DoneNotice } from '../components/notice.tsx';
import { DONE, runCommand } from './commands.ts';
import type { OwnStanding } from './models.ts';

export { PageErrorBoundary as ErrorBoundary } from '../components/error-page.tsx';

export async function loader(args: LoaderFunctionArgs) {
  const [notice, standing] = await Promise.all([
    get<NoticePage>(args, `/me/notices/${encodeURIComponent(args.params['noticeId'] ?? '')}`),
    get<OwnStanding>(args, '/me/standing'),
  ]);
  const appealable = standing.sanctions.find((s) => s.noticeId === notice.id && s.mayAppeal);
  return { notice, appealCase: appealable?.caseId ?? null, formKey: newKey() };
}

export function action(args: ActionFunctionArgs) {
  const id = args.params['noticeId'] ?? '';
  return runCommand(args, `/seller/notices/${encodeURIComponent(id)}`, id);
}

export default function OwnNoticePage() {
  const { notice, appealCase, formKey } = useLoaderData<typeof loader>();
  return (
    <NoticeText
      notice={notice}
      area="Seller"
      home={{ cases: '/seller/cases', plans: '/seller/plans', standing: '/seller' }}
    >
      <DoneNotice messages={DONE} />
      {notice.readAt === null && (
        <CommandForm intent="read-notice" formKey={formKey}>
          <div>
            <Button look="secondary">Mark as read</Button>
          </div>
        </CommandForm>
      )}
      {appealCase && (
        <Disclosure label="Appeal against it" intent="file-appeal" subject={appealCase}>
          <CommandForm intent="file-appeal" subject={appealCase} formKey={formKey}>
            <TextArea name="text" label="What is wrong about it" rows={6} />
            <div>
              <Button>File the appeal</Button>
            </div>
          </CommandForm>
        </Disclosure>
      )}
    </NoticeText>
  );
}
