using System.Text;

namespace Edify.Rag.Cli.Output;

/// <summary>Names of kinds as people read them: "never ingested".</summary>
internal static class Words
{
    public static string Of<TKind>(TKind kind)
        where TKind : struct, Enum
    {
        var words = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
