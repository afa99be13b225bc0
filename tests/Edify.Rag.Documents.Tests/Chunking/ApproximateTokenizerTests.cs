using System.Globalization;
using Edify.Rag.Documents.Chunking.Measuring;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Chunking;

public class ApproximateTokenizerTests
{
    // Mostly ASCII, so that whole blocks of it come up beside those that something else interrupts.
    private static readonly Gen<string> Parts = Gen.Frequency(
        (6, Gen.Choose(1, 90).Select(length => new string('w', length))),
        (6, Gen.Elements(" ", "\n", "\t", ", ", "(3.14)", "A1b2C3", "--")),
        (1, Gen.Elements("é", "学校", "\u0301", "\U0001F600", "\u00A0", "\u3000", "ж", "\uD800")));

    private static readonly Arbitrary<string> Texts = Parts.ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [Fact]
    public void Counting_by_blocks_counts_as_character_by_character() => Prop.ForAll(
        Texts, text => new ApproximateTokenizer().CountTokens(text) == CountOneByOne(text)).Check(Law.On(100));

    private static int CountOneByOne(string text)
    {
        var (tokens, word) = (0, 0);
        foreach (var c in text)
        {
            var isMark = char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            var isInWord = c < '\u2E80' && (char.IsLetterOrDigit(c) || isMark);
            tokens += isInWord ? (word % 4 == 0 ? 1 : 0) : (char.IsWhiteSpace(c) || char.IsLowSurrogate(c) ? 0 : 1);
            word = isInWord ? word + 1 : 0;
        }

        return tokens;
    }
}
