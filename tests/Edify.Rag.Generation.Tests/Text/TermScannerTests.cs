using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Tests.Text;

public sealed class TermScannerTests
{
    [Theory]
    [InlineData("2024-25", "2024–2025")]
    [InlineData("1999/2000", "1999-00")]
    [InlineData("12 %", "12 per cent")]
    [InlineData("12%", "12 percent")]
    [InlineData("VII", "seven")]
    public void Ways_to_write_one_thing_have_the_same_terms(string one, string other) => Assert.Equal(Stems(one), Stems(other));

    [Theory]
    [InlineData("2024-2026")]
    [InlineData("2024-26")]
    [InlineData("1981-90")]
    [InlineData("2025-06-10")]
    public void Years_that_do_not_follow_each_other_are_no_school_year(string text) => Assert.True(Stems(text).Length >= 2);

    private static string[] Stems(string text) => [.. TermScanner.Scan(text).Where(t => t.IsContent).Select(t => t.Stem)];
}
