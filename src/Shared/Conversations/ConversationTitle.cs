using System.Text;

namespace Edify.Rag.Shared.Conversations;

/// <summary>A conversation's title: its first question on one line.</summary>
internal static class ConversationTitle
{
    public const int MaxLength = 200;

    /// <summary>The first 200 characters, control characters and runs of white space as one space, no character cut in two.</summary>
    public static string Of(string question)
    {
        var title = new StringBuilder(Math.Min(question.Length, MaxLength));
        foreach (var rune in question.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (title.Length is > 0 and < MaxLength && title[^1] != ' ') title.Append(' ');
                continue;
            }

            if (title.Length + rune.Utf16SequenceLength > MaxLength) break;
            title.Append(rune.ToString());
        }

        return title.ToString().TrimEnd();
    }
}
