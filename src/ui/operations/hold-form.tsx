import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';

/** Whoever may review a hold: whether a colleague keeps their roles is for a head of service to say. */
export function reviewersOf(kind: string): readonly string[] {
  return kind === 'staff' ? ['head'] : ['reviewer', 'head'];
}

interface HoldFormProps {
  readonly partyId: string;
  readonly kind: string;
  readonly formKey: string;
}

export function HoldForm({ partyId, kind, formKey }: HoldFormProps) {
  const ofStaff = kind === 'staff';
  return (
    <Disclosure label="Review the hold" intent="review-hold" subject={partyId}>
      <CommandForm intent="review-hold" subject={partyId} formKey={formKey}>
        <Choice
          name="outcome"
          legend="Decision"
          options={[
            {
              value: 'release',
              label: 'Release',
              hint: ofStaff
                ? 'The colleague keeps their roles, also while the bar is in force.'
                : 'The account may trade as its standing allows.',
            },
            {
              value: 'keep',
              label: 'Keep it held',
              ...(ofStaff ? { hint: 'Their roles rest until the bar ends.' } : {}),
            },
          ]}
        />
        <TextField name="why" label="Why" maxLength={1_000} />
        <div>
          <Button>Record the review</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
