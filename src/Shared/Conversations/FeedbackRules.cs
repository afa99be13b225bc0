namespace Edify.Rag.Shared.Conversations;

/// <summary>What feedback must be, whatever store keeps it.</summary>
internal static class FeedbackRules
{
    public const int MaxTextLength = 4000;

    /// <exception cref="RagInputException">The rating is none, or the text too long.</exception>
    public static void Check(AnswerFeedback feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        if (feedback.Rating is < 1 or > 5) throw new RagInputException($"The rating is {feedback.Rating}; it must be 1 to 5.");
        if (feedback.Text.Length > MaxTextLength)
            throw new RagInputException($"The feedback has {feedback.Text.Length:N0} characters; at most {MaxTextLength:N0} are accepted.");
    }
}
