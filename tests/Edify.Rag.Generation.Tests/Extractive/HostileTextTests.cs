using System.Globalization;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Extractive;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Extractive;

/// <summary>Text that nobody wrote for readers: it may yield no answer, but never an error or a citation of nothing.</summary>
public sealed class HostileTextTests
{
    private const string Question = "What is the fee of 9 in Grade 7?";

    private static readonly ExtractiveChatClient Client = new(() => new() { MinCoverage = 0.05 });

    private static readonly string[] Pieces =
    [
        "What", "is", "the", "fee", "Fee", "Grade 7", "9", "12", "१", "2024-25", "**", "__", "`", "```", "[", "]", "[9]", "[3, 1-99999999999]",
        "【", "】", "†", "(", ")", "(x)", "|", "\t", "\n", "\r\n", "# ", "- ", "a. ", "> ", " ", ".", "?", ":", ";", ",", " = ", "Find", "%", "\0",
        "\uD800", "\uDC00", "😀", "ﷺ", "\u0301", "學費", "Iſt", "İ", "No.", "It", "from 1 to 2", "change", "NO_ANSWER", "\u2028", "\uFFFF",
    ];

    public static TheoryData<string> Passages => new(
        string.Empty,
        "**\nThe fee is 9.",
        "The fee of the seventh grade and whatever\n**\nis lower case",
        "?!. ;:",
        "\uD800 fee \uDC00",
        "The fee is [999999999999] and [१].",
        "[**1**] [[3](x)] [__2__] fee",
        "fee [7\t8] is 9",
        "fee:\n- [7\n- 8]",
        Repeat("fee "),
        Repeat("9"),
        Repeat("fee"),
        Repeat("["),
        Repeat("9 "),
        Repeat("9, "),
        Repeat("A. "),
        Repeat("fee\n"),
        Repeat("fee\t9\n"),
        Repeat("【1†"),
        Repeat("[1]("),
        Repeat("! Find "),
        Repeat("` "),
        new string('[', 5000) + string.Concat(Enumerable.Repeat("9]", 5000)) + " fee");

    [Theory]
    [MemberData(nameof(Passages))]
    public void A_passage_of_any_shape_is_answered_from_or_passed_over(string passage)
    {
        Assert.True(IsAnswerOrNone(Question, passage));
        Assert.True(IsAnswerOrNone(passage, "The fee of Grade 7 is 9."));
        Assert.True(IsAnswerOrNone(passage, passage));
    }

    [Fact]
    public void Any_texts_yield_no_answer_or_one_whose_citations_name_passages() =>
        Prop.ForAll(Texts(), Texts(), Texts(), IsAnswerOrNone).Check(Law.On(100));

    private static bool IsAnswerOrNone(string question, string passage) => IsAnswerOrNone(question, passage, "The fee is paid in May.");

    private static bool IsAnswerOrNone(string question, string one, string other)
    {
        var context = TestPassages.Context(question, one, other);
        var message = new ChatMessage(ChatRole.User, question);
        context.AttachTo(message);
        var reply = Client.GetResponseAsync([message]).GetAwaiter().GetResult().Text;
        if (reply == AnswerProtocol.NoAnswer) return true;

        var verified = TestParts.Verifier(SupportCheck.None).Check(reply, context);
        return verified is { Dropped: 0, Citations.Count: >= 1 } && CitedNumbers(reply).All(n => n is 1 or 2);
    }

    private static IEnumerable<int> CitedNumbers(string reply) =>
        Regex.Matches(reply, @"\[([0-9]{1,9})\](?!\([^()\s]+\))").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string Repeat(string piece) => string.Concat(Enumerable.Repeat(piece, 16_000 / piece.Length));

    private static Arbitrary<string> Texts() => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? string.Empty)).ToArbitrary();
}
