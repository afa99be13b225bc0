namespace Edify.Rag;

/// <summary>Tells which wording a prompt will have before its passages are known. Prompt builders that know implement this beside <see cref="IPromptBuilder"/>.</summary>
/// <remarks>
/// Optional. Answers are cached only where the prompt builder tells: two questions with equal variants, equal passages and equal
/// history must be asked in equal words.
/// </remarks>
public interface IPromptVariants
{
    /// <summary>Names the wording and whatever of the reader it depends on, such as "answer.v2+1f3a/grade 3-5".</summary>
    /// <param name="context">The question, its history and its reader; without passages.</param>
    string VariantOf(AnswerContext context);
}
