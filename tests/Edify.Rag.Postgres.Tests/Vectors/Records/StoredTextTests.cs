using Edify.Rag.Shared.Engines;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Postgres.Tests.Vectors.Records;

public sealed class StoredTextTests
{
    private static readonly string[] Pieces = ["\0", "\u0001", "\u0002", "a", "é", "\uD83D", "\uDE00", "\uD83D\uDE00", "\uE000", "\uFFFF"];

    [Fact]
    public void Any_text_comes_back() =>
        Prop.ForAll(Texts(), text => StoredText.Read(StoredText.Of(text)) == text).Check(Law.On(500));

    [Fact]
    public void What_is_stored_has_neither_NUL_nor_half_a_pair() =>
        Prop.ForAll(Texts(), text => !StoredText.Of(text).EnumerateRunes().Any(r => r.Value is 0 or 0xFFFD)).Check(Law.On(500));

    [Fact]
    public void Control_characters_sort_as_they_did() =>
        Prop.ForAll(Controls(), Controls(), (left, right) =>
            Math.Sign(string.CompareOrdinal(left, right)) == Math.Sign(string.CompareOrdinal(StoredText.Of(left), StoredText.Of(right)))).Check(Law.On(300));

    [Fact]
    public void A_text_without_such_characters_is_stored_as_it_is()
    {
        Assert.Equal("Grüße 学校 👩🏽‍🏫", StoredText.Of("Grüße 学校 👩🏽‍🏫"));
        const string Text = "Grüße 学校";
        Assert.Same(Text, StoredText.Of(Text));
    }

    private static Arbitrary<string> Texts() => Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    private static Arbitrary<string> Controls() => Gen.Elements("\0", "\u0001", "\u0002", "a").ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();
}
