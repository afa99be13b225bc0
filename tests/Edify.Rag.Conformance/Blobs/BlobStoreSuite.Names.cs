using System.Text;

namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    /// <summary>A name of 1,000 characters comes back whatever it is made of, or is refused where it has more bytes than the store takes.</summary>
    /// <param name="text">What it repeats.</param>
    [Theory]
    [InlineData("n")]
    [InlineData("grade 7 ")]
    [InlineData("#1 (50%) + ")]
    [InlineData("größe ")]
    [InlineData("教科書")]
    [InlineData("🎒")]
    [InlineData("كتاب ")]
    public async Task A_name_of_1000_characters_is_taken_as_it_is(string text)
    {
        var name = LongName(text, 1000);
        if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name, text));
            while (Encoding.UTF8.GetByteCount(name) > MaxNameBytes) name = LongName(text, name.Length - 1);
        }

        await UploadAsync(name, text);

        Assert.Equal(text, await ReadTextAsync(name));
        Assert.Equal([name], await NamesAsync());
        Assert.Equal([name], await NamesAsync(name[..(name.LastIndexOf('/') + 1)]));
        Assert.True(await Store.DeleteAsync(name));
        Assert.Empty(await NamesAsync());
    }

    /// <summary>Names that decode, fold or normalize to the same text are names of different blobs.</summary>
    [Fact]
    public async Task Names_that_look_alike_are_names_of_their_own()
    {
        List<string> names = ["a b", "a%20b", "a+b", "a%2Bb", "a%2bb", "a%252Bb", "a&b", "a&amp;b", "a#b", "a%23b", "a;b", "a'b", "a\u00A0b", "a\u200Bb"];

        // The file system of macOS takes the composed and the decomposed form for one.
        if (!OperatingSystem.IsMacOS()) names.AddRange(["\u00E4", "a\u0308", "\u212B", "\u00C5"]);
        foreach (var name in names) await UploadAsync(name, name);

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
        foreach (var name in names)
        {
            Assert.Equal(name, await ReadTextAsync(name));
            Assert.Equal([name], await NamesAsync(name));
        }
    }

    /// <summary>The order is one of UTF-16 units on every level: surrogates come before U+E000 to U+FFFD, folders among files by their full names.</summary>
    [Fact]
    public async Task The_order_is_ordinal_on_every_level_and_in_every_script()
    {
        string[] parts = ["a", "a-", "a b", "\uE000", "\uFF21", "🎒", "é", "\uD7A3"];
        var names = (from folder in parts from file in parts from name in new[] { $"{folder}.x", $"{folder}/{file}", $"{folder}/{file}/x" } select name).Distinct().ToList();
        names.RemoveAll(name => names.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal)));
        foreach (var name in names) await UploadAsync(name, name);

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
        foreach (var prefix in new[] { "a", "a/", "\uFF21", "🎒/", "🎒/a", "\uE000/🎒" })
            Assert.Equal(names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), await NamesAsync(prefix));
    }

    // In segments that a file system takes too, which counts bytes.
    private string LongName(string text, int length)
    {
        var name = new StringBuilder();
        var bytes = 0;
        foreach (var rune in Enumerable.Repeat(text, length).SelectMany(repeated => repeated.EnumerateRunes()))
        {
            var isFull = bytes + rune.Utf8SequenceLength > Math.Min(MaxSegmentLength, 240);
            if (name.Length + (isFull ? 1 : 0) + rune.Utf16SequenceLength > length) break;
            if (isFull)
            {
                name.Append('/');
                bytes = 0;
            }

            name.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        return name.Append('x', length - name.Length).ToString();
    }
}
