import { z } from 'zod';

import { inputInstant } from './primitives.ts';

// The element names are those of Workday's SOAP API (Recruiting, Put_Candidate), as the wire
// takes them.

const text = (description: string) => z.string().optional().describe(description);
const year = (description: string) => z.number().optional().describe(description);
const reference = z.looseObject({ WID: z.string().describe('The Workday id (WID).') });
const optionalReference = (description: string) => reference.optional().describe(description);
const part = <Shape extends z.ZodRawShape>(description: string, shape: Shape) =>
  z.looseObject(shape).optional().describe(description);

const education = z.looseObject({
  School_Name: text('Name of the school or university.'),
  First_Year_Attended: year('The year in which it began, in four digits.'),
  Last_Year_Attended: year('The year in which it ended, in four digits.'),
  Field_of_Study_Reference: optionalReference('The subject.'),
  Degree_Reference: optionalReference('The degree.'),
  Grade_Average: text('Average grade, in any form.'),
});

const languageAbility = z.looseObject({
  Language_Ability_Data: part('One ability, and how good it is.', {
    Language_Proficiency_Reference: optionalReference('How good it is.'),
    Language_Ability_Type_Reference: optionalReference('Which ability, such as reading.'),
  }),
});

const language = z.looseObject({
  Language_Reference: part('Which language.', { WID: text('The Workday id (WID).') }),
  Language: part('How well the candidate knows it.', {
    Native: z.boolean().optional().describe('Whether it is their mother tongue.'),
    Language_Ability: z.array(languageAbility).describe('Their abilities in the language.'),
  }),
});

const experience = z.looseObject({
  Company_Name: z.string().describe('Name of the employer.'),
  Title: z.string().describe('What they worked as: the job title.'),
  Location: text('Where it was.'),
  Start_Date: inputInstant.describe('When it began, as a date or date-time.'),
  End_Date: inputInstant.optional().describe('When it ended; left out while it lasts.'),
  Currently_Work_Here: z.boolean().optional().describe('Whether they still work there.'),
  Description: text('What they did.'),
});

const jobApplication = part('What belongs to the application.', {
  Job_Applied_To_Data: part('What goes to the job that they apply for.', {
    Global_Personal_Information_Data: part('Personal details.', {
      Date_of_Birth: text('Day of birth, such as 1990-01-31.'),
    }),
  }),
  Resume_Data: part('What the résumé says.', {
    Education_Data: z.array(education).optional().describe('Schools and universities.'),
    Skill_Data: z
      .array(z.looseObject({ Skill_Name: text('Name of the skill.') }))
      .optional()
      .describe('Skills.'),
    Language_Data: z.array(language).optional().describe('Languages.'),
    Experience_Data: z.array(experience).optional().describe('Earlier and present jobs.'),
  }),
});

const address = part('The address.', {
  Address_Line_1: text('Street and house number.'),
  Address_Line_2: text('Second line of the address.'),
  Postal_Code: text('Postal code.'),
  Region_Subdivision_1: text('Part of the region, such as a county.'),
  Country_Region_Reference: part('State or region.', {
    Country_Region_ID: z.string().describe("Workday's id of the region, such as USA-CA."),
  }),
  Country_City_Reference: optionalReference('The town, where Workday has a list of them.'),
});

const candidate = part('Further data of the candidate.', {
  Name_Detail_Data: part('Further parts of the name.', {
    Middle_Name: text('Middle name.'),
    Social_Suffix_Reference: part('What follows the name.', {
      Predefined_Name_Component_ID: z.string().describe("Workday's id of the suffix."),
    }),
  }),
  Language_Reference: optionalReference('Language in which the candidate is written to.'),
  Job_Application_Data: jobApplication,
  Contact_Data: part('How to reach the candidate.', { Location_Data: address }),
  Worker_Reference: part('The worker that the candidate is already, for applicants from within.', {
    WID: text('The Workday id (WID) of the worker.'),
    Employee_ID: text('The employee id of the worker.'),
  }),
});

/** What Workday takes with a new application beyond the unified fields. */
export const workdayFields = z.looseObject({
  Candidate_Data: candidate,
  Override_Source_Reference_WID: text('Workday id (WID) of the source that is written.'),
});
