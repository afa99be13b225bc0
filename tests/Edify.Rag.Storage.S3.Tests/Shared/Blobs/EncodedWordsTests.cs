using Edify.Rag.Shared.Blobs;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Storage.S3.Tests.Shared.Blobs;

public sealed class EncodedWordsTests
{
    [Fact]
    public void Any_text_survives_in_printable_ascii() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        if (text is null || !Utf16.IsWellFormed(text)) return true;
        var encoded = EncodedWords.Encode(text);
        return encoded.All(c => c is >= ' ' and <= '~') && encoded.Length == encoded.Trim().Length && EncodedWords.Decode(encoded) == text;
    }).Check(Law.On(100));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("=?UTF-8?B?aGk=?=")]
    [InlineData("🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒🎒 and so on")]
    public void What_could_be_taken_for_something_else_survives(string text)
    {
        var encoded = EncodedWords.Encode(text);

        Assert.Equal(text, EncodedWords.Decode(encoded));
        Assert.All(encoded.Split(' '), word => Assert.InRange(word.Length, 1, 75));
    }

    [Fact]
    public void Plain_text_is_stored_as_it_is() => Assert.Equal("grade 7, \"A\"", EncodedWords.Encode("grade 7, \"A\""));

    [Theory]
    [InlineData("=?UTF-8?Q?gr=C3=BCn_und_=3D?=", "grün und =")]
    [InlineData("=?iso-8859-1?q?gr=FCn?=", "grün")]
    [InlineData("=?UTF-8?B?4pw=?= =?UTF-8?B?kw==?=", "✓")]
    [InlineData("before =?UTF-8?B?w7w=?= behind", "before ü behind")]
    [InlineData("=?UTF-8?B?%%%?=", "=?UTF-8?B?%%%?=")]
    [InlineData("=?unknown-9?B?w7w=?=", "=?unknown-9?B?w7w=?=")]
    [InlineData("=?UTF-8?Q?=F?=", "=?UTF-8?Q?=F?=")]
    [InlineData("=?utf-7?Q?+AGE-?=", "=?utf-7?Q?+AGE-?=")]
    [InlineData("a =? b", "a =? b")]
    public void Encoded_words_of_others_are_decoded(string stored, string text) => Assert.Equal(text, EncodedWords.Decode(stored));
}
