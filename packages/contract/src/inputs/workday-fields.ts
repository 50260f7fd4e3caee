import { z } from 'zod';

import { inputInstant } from './primitives.ts';

// The element names are those of Workday's SOAP API (Recruiting, Put_Candidate), as the wire
// takes them.

const text = z.string().optional();
const reference = z.looseObject({ WID: z.string() });

const education = z.looseObject({
  School_Name: text,
  First_Year_Attended: z.number().optional(),
  Last_Year_Attended: z.number().optional(),
  Field_of_Study_Reference: reference.optional(),
  Degree_Reference: reference.optional(),
  Grade_Average: text,
});

const languageAbility = z.looseObject({
  Language_Ability_Data: z
    .looseObject({
      Language_Proficiency_Reference: reference.optional(),
      Language_Ability_Type_Reference: reference.optional(),
    })
    .optional(),
});

const language = z.looseObject({
  Language_Reference: z.looseObject({ WID: text }).optional(),
  Language: z
    .looseObject({
      Native: z.boolean().optional(),
      Language_Ability: z.array(languageAbility),
    })
    .optional(),
});

const experience = z.looseObject({
  Company_Name: z.string(),
  Title: z.string(),
  Location: text,
  Start_Date: inputInstant,
  End_Date: inputInstant.optional(),
  Currently_Work_Here: z.boolean().optional(),
  Description: text,
});

const jobApplication = z.looseObject({
  Job_Applied_To_Data: z
    .looseObject({
      Global_Personal_Information_Data: z.looseObject({ Date_of_Birth: text }).optional(),
    })
    .optional(),
  Resume_Data: z
    .looseObject({
      Education_Data: z.array(education).optional(),
      Skill_Data: z.array(z.looseObject({ Skill_Name: text })).optional(),
      Language_Data: z.array(language).optional(),
      Experience_Data: z.array(experience).optional(),
    })
    .optional(),
});

const address = z.looseObject({
  Address_Line_1: text,
  Address_Line_2: text,
  Postal_Code: text,
  Region_Subdivision_1: text,
  Country_Region_Reference: z.looseObject({ Country_Region_ID: z.string() }).optional(),
  Country_City_Reference: reference.optional(),
});

const candidate = z.looseObject({
  Name_Detail_Data: z
    .looseObject({
      Middle_Name: text,
      Social_Suffix_Reference: z
        .looseObject({ Predefined_Name_Component_ID: z.string() })
        .optional(),
    })
    .optional(),
  Language_Reference: reference.optional(),
  Job_Application_Data: jobApplication.optional(),
  Contact_Data: z.looseObject({ Location_Data: address.optional() }).optional(),
  Worker_Reference: z.looseObject({ WID: text, Employee_ID: text }).optional(),
});

/** What Workday takes with a new application beyond the unified fields. */
export const workdayFields = z.looseObject({
  Candidate_Data: candidate.optional(),
  Override_Source_Reference_WID: text,
});
