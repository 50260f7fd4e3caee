import { z } from 'zod';

import { inputDay } from './primitives.ts';

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
  First_Year_Attended: year('Year in which it started, with four digits.'),
  Last_Year_Attended: year('Year in which it ended, with four digits.'),
  Field_of_Study_Reference: optionalReference('The subject.'),
  Degree_Reference: optionalReference('The degree.'),
  Grade_Average: text('Average grade, in any format.'),
});

const languageAbility = z.looseObject({
  Language_Ability_Data: part('An ability, and how good it is.', {
    Language_Proficiency_Reference: optionalReference('Level of the ability.'),
    Language_Ability_Type_Reference: optionalReference('Kind of ability, such as reading.'),
  }),
});

const language = z.looseObject({
  Language_Reference: part('Which language.', { WID: text('The Workday id (WID).') }),
  Language: part('How well the candidate speaks the language.', {
    Native: z.boolean().optional().describe("Whether it is the candidate's native language."),
    Language_Ability: z
      .array(languageAbility)
      .describe("The candidate's abilities in the language."),
  }),
});

const experience = z.looseObject({
  Company_Name: z.string().describe('Name of the employer.'),
  Title: z.string().describe('Job title.'),
  Location: text('Location of the job.'),
  Start_Date: inputDay.describe('When the job started, as a date or date-time.'),
  End_Date: inputDay.optional().describe('When the job ended. Omit it for a current job.'),
  Currently_Work_Here: z
    .boolean()
    .optional()
    .describe("Whether it is the candidate's current job."),
  Description: text('Description of the work.'),
});

const jobApplication = part('Data of the application.', {
  Job_Applied_To_Data: part('Data for the job of the application.', {
    Global_Personal_Information_Data: part('Personal details.', {
      Date_of_Birth: text('Day of birth, such as 1990-01-31.'),
    }),
  }),
  Resume_Data: part('Content of the résumé.', {
    Education_Data: z.array(education).optional().describe('Schools and universities.'),
    Skill_Data: z
      .array(z.looseObject({ Skill_Name: text('Name of the skill.') }))
      .optional()
      .describe('Skills.'),
    Language_Data: z.array(language).optional().describe('Languages.'),
    Experience_Data: z.array(experience).optional().describe('Current and previous jobs.'),
  }),
});

const address = part('The address.', {
  Address_Line_1: text('Street and house number.'),
  Address_Line_2: text('Second line of the address.'),
  Postal_Code: text('Postal code.'),
  Region_Subdivision_1: text('Subdivision of the region, such as a county.'),
  Country_Region_Reference: part('State or region.', {
    Country_Region_ID: z.string().describe('Id of the region in Workday, such as USA-CA.'),
  }),
  Country_City_Reference: optionalReference(
    'The city, for countries where Workday has a list of cities.',
  ),
});

const candidate = part('Further data of the candidate.', {
  Name_Detail_Data: part('Further parts of the name.', {
    Middle_Name: text('Middle name.'),
    Social_Suffix_Reference: part('Suffix of the name.', {
      Predefined_Name_Component_ID: z.string().describe('Id of the suffix in Workday.'),
    }),
  }),
  Language_Reference: optionalReference('Language for messages to the candidate.'),
  Job_Application_Data: jobApplication,
  Contact_Data: part('Contact details of the candidate.', { Location_Data: address }),
  Worker_Reference: part("For internal applicants, the candidate's existing worker record.", {
    WID: text('The Workday id (WID) of the worker.'),
    Employee_ID: text('The employee id of the worker.'),
  }),
});

/** What Workday takes with a new application beyond the unified fields. */
export const workdayFields = z.looseObject({
  Candidate_Data: candidate,
  Override_Source_Reference_WID: text('Workday id (WID) of the source to set.'),
});
