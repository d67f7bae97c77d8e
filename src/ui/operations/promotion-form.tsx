import { textOf } from '../api.ts';
import { words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { CommandForm, Select, TextArea, TextField } from '../components/field.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '../messages/language.ts';

/** `material: oak, ash`, a line each. */
function attributesIn(text: string): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const [name = '', values = ''] = line.split(/:(.*)/s);
    if (line.trim() === '') continue;
    named[name.trim()] = values
      .split(',')
      .map((value) => value.trim())
      .filter(Boolean);
  }
  return named;
}

/** What the API takes, from what was typed. */
export function promotionInput(form: FormData): object {
  const euros = textOf(form, 'choice.priceMaxEuroCents');
  return {
    wording: Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        {
          title: textOf(form, `wording.${language}.title`),
          text: textOf(form, `wording.${language}.text`),
        },
      ]),
    ),
    choice: {
      words: textOf(form, 'choice.words'),
      category: textOf(form, 'choice.category') || null,
      attributes: attributesIn(textOf(form, 'choice.attributes')),
      priceMaxEuroCents: euros === '' ? null : Math.round(Number(euros) * 100),
    },
    from: textOf(form, 'from'),
    to: textOf(form, 'to'),
  };
}

export function PlanForm({ formKey, categories }: { formKey: string; categories: readonly string[] }) {
  return (
    <CommandForm intent="plan" formKey={formKey} className="grid gap-6">
      <fieldset className="grid items-end gap-4 sm:grid-cols-2">
        <legend className="mb-2 font-semibold">Which goods</legend>
        <Select
          name="choice.category"
          label="Category"
          optional
          empty="Any"
          options={categories.map((value) => ({ value, label: words(value) }))}
        />
        <TextField name="choice.words" label="Words" hint="As typed into search" optional maxLength={200} />
        <TextArea
          name="choice.attributes"
          label="Details"
          hint="A line each, such as material: oak, ash"
          optional
          rows={2}
        />
        <TextField
          name="choice.priceMaxEuroCents"
          label="Price up to, in euros"
          optional
          type="number"
          min="0.01"
          step="0.01"
        />
        <TextField name="from" label="First day" type="date" />
        <TextField name="to" label="Last day" type="date" />
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-2 font-semibold">How it is told</legend>
        {LANGUAGES.map((language) => (
          <div key={language} className="grid gap-4 sm:grid-cols-[1fr_2fr]">
            <TextField
              name={`wording.${language}.title`}
              label={`Title, ${LANGUAGE_NAMES[language]}`}
              maxLength={60}
              lang={language}
            />
            <TextField
              name={`wording.${language}.text`}
              label={`Line below, ${LANGUAGE_NAMES[language]}`}
              maxLength={200}
              lang={language}
            />
          </div>
        ))}
      </fieldset>
      <div>
        <Button>Plan it</Button>
      </div>
    </CommandForm>
  );
}
