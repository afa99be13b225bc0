using Edify.Rag.Postgres.Connection;

namespace Edify.Rag.Postgres.Tests.Connection;

public sealed class PostgresTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("😀 and ä\u0308\uFFFD")]
    public void Text_that_can_be_stored_is_left_alone(string text)
    {
        Assert.Same(text, PostgresText.Readable(text));
        Assert.Same(text, PostgresText.Exact(text, "name"));
    }

    // Attributes hold no halves of surrogate pairs, so these are not data of a theory.
    [Fact]
    public void Text_that_can_not_be_stored_is_mended_for_people_and_refused_as_a_name()
    {
        (string Text, string Mended)[] cases =
        [
            ("a\0b", "a\uFFFDb"), ("\uD83D", "\uFFFD"), ("x\uDE00y\uD83D\uDE00", "x\uFFFDy😀"), ("\uD83D\uD83D\uDE00", "\uFFFD😀"), ("\uDE00\uD83D", "\uFFFD\uFFFD"),
        ];
        foreach (var (text, mended) in cases)
        {
            Assert.Equal(mended, PostgresText.Readable(text));
            Assert.Contains("name", Assert.Throws<ArgumentException>(() => PostgresText.Exact(text, "name")).Message, StringComparison.Ordinal);
        }
    }
}
