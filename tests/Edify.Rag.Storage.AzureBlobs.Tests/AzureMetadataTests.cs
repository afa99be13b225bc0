using Edify.Rag.Shared.Blobs;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

public sealed class AzureMetadataTests
{
    [Fact]
    public void Every_value_becomes_one_that_a_header_carries_and_comes_back() => Prop.ForAll<NonNull<string>>(value =>
    {
        if (!Utf16.IsWellFormed(value.Get)) return;
        var encoded = AzureMetadata.Encode(new Dictionary<string, string> { ["Key"] = value.Get });

        var header = Assert.Single(encoded);
        Assert.Equal("key", header.Key);
        Assert.All(header.Value, c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(header.Value.Trim(), header.Value);
        Assert.NotEmpty(header.Value);
        Assert.Equal(value.Get, AzureMetadata.Decode(encoded)["key"]);
    }).Check(Law.On(100));

    [Theory]
    [InlineData("=?utf-8?B?not base64?=")]
    [InlineData("=?utf-8?B?=")]
    public void What_is_not_of_this_form_is_taken_as_it_is(string value) =>
        Assert.Equal(value, AzureMetadata.Decode(new Dictionary<string, string> { ["A"] = value })["a"]);

    // The second is how one word holds all of a long text, the last cannot be decoded: UTF-7 is refused.
    [Theory]
    [InlineData("=?utf-8?Q?caf=C3=A9?=", "café")]
    [InlineData("=?utf-8?B?RnJhdSBHcsO2w59lIHVudGVycmljaHRldCBNYXRoZW1hdGlrIHVuZCBQaHlzaWsgaW4gZGVyIDcuIEtsYXNzZQ==?=", "Frau Größe unterrichtet Mathematik und Physik in der 7. Klasse")]
    [InlineData("=?utf-7?B?K0FHRS0=?=", "=?utf-7?B?K0FHRS0=?=")]
    public void Words_that_others_wrote_are_read_as_far_as_they_can_be(string value, string expected) =>
        Assert.Equal(expected, AzureMetadata.Decode(new Dictionary<string, string> { ["A"] = value })["a"]);

    [Fact]
    public void Half_a_character_is_refused_and_not_replaced() =>
        Assert.Throws<ArgumentException>(() => AzureMetadata.Encode(new Dictionary<string, string> { ["grade"] = "7\uD83C" }));

    [Fact]
    public void Keys_that_differ_in_case_only_are_refused() =>
        Assert.Throws<ArgumentException>(() => AzureMetadata.Encode(new Dictionary<string, string> { ["Grade"] = "7", ["grade"] = "8" }));
}
