import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes, Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextArea } from '../components/field.tsx';

interface AppealFormsProps {
  readonly appealId: string;
  /** By whoever reads: an appeal of somebody else is not theirs to decide. */
  readonly taken: boolean;
  /** Those appealed against; none when it is about how a complaint ended. */
  readonly sanctions: readonly { readonly id: string; readonly kind: string }[];
  readonly formKey: string;
}

/** For whoever may judge it: took no part in the decision, and it is free or theirs. */
export function AppealForms({ appealId, taken, sanctions, formKey }: AppealFormsProps) {
  const some = { value: 'changed', label: 'Some of it goes', hint: 'Those chosen below; the rest stays.' };
  return (
    <div className="grid gap-2">
      {!taken && (
        <CommandForm intent="take-appeal" subject={appealId} formKey={formKey}>
          <div>
            <Button look="secondary">Take this appeal</Button>
          </div>
        </CommandForm>
      )}
      <Disclosure label="Decide the appeal" intent="decide-appeal" subject={appealId}>
        <CommandForm intent="decide-appeal" subject={appealId} formKey={formKey}>
          <Choice
            name="outcome"
            legend="Decision"
            options={[
              { value: 'upheld', label: 'The decision stands' },
              { value: 'reversed', label: 'Nothing of it stays', hint: 'Every effect is undone at once.' },
              ...(sanctions.length > 1 ? [some] : []),
            ]}
          />
          {sanctions.length > 1 && (
            <Boxes
              name="reversed"
              legend="Sanctions that go"
              hint="Only when some of it goes."
              options={sanctions.map(({ id, kind }) => ({ value: id, label: words(kind) }))}
            />
          )}
          <TextArea name="reasons" label="Reasons" hint="Part of the notice to whoever appealed." />
          <div>
            <Button>Decide</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </div>
  );
}
