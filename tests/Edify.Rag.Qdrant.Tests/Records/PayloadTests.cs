using System.Buffers;
using System.Text;
using System.Text.Json;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;
using Edify.Rag.Shared.Engines;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Qdrant.Tests.Records;

public sealed class PayloadTests
{
    private static readonly FieldValue[] Values =
    [
        "", "x", "\uD800", "\u0001\uE000", 7L, long.MinValue, 7.0, -0.0, 0.1, double.MaxValue, double.NegativeInfinity, true, false,
        new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)), DateTimeOffset.MaxValue, DateTimeOffset.MinValue, FieldValue.Many("one"), FieldValue.Many("b", "a", "b"),
    ];

    [Fact]
    public void Values_come_back_of_the_kind_they_were() => Assert.All(Values, value =>
    {
        var found = Assert.Single(Read(json => FieldJson.Write(json, "a field", value)));
        Assert.Equal(("a field", value.Kind, value), (found.Key, found.Value.Kind, found.Value));
    });

    [Fact]
    public void A_field_without_a_value_is_not_there() => Assert.Empty(Read(json => FieldJson.Write(json, "x", FieldValue.Many())));

    [Fact]
    public void A_change_takes_away_every_key_that_the_new_value_does_not_use()
    {
        var all = Values.SelectMany(value => Keys(json => FieldJson.Write(json, "x", value))).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.All(Values.Append(FieldValue.Many()), value =>
        {
            var keys = Keys(json => FieldJson.WriteChange(json, "x", value));
            Assert.Equal(all, keys.Order(StringComparer.Ordinal));
            Assert.Equal(value.Items is { Count: 0 } ? [] : new[] { value }, Read(json => FieldJson.WriteChange(json, "x", value)).Values);
        });
    }

    [Fact]
    public void A_key_has_nothing_in_it_that_a_path_is_made_of_and_tells_its_field() =>
        Prop.ForAll<string>(ArbMap.Default.ArbFor<string>(), name =>
        {
            if (string.IsNullOrEmpty(name)) return;
            var key = PayloadKeys.Text(name);
            Assert.Matches("^text_[A-Za-z0-9_-]*$", key);
            Assert.Equal(name, PayloadKeys.Field(key, PayloadKeys.TextPrefix));
        }).Check(Law.On(1_000));

    [Theory]
    [InlineData("plain_name", "text_plain_name")]
    [InlineData("a-b", "text_a-002Db")]
    [InlineData("a.b", "text_a-002Eb")]
    [InlineData("né", "text_n-00E9")]
    public void A_key_is_read_by_people(string field, string key) => Assert.Equal(key, PayloadKeys.Text(field));

    [Fact]
    public void Any_text_is_stored_and_comes_back() =>
        Prop.ForAll(Arb.From(Gen.Elements('a', '\u0001', '\u0002', '\uD83D', '\uDE00', '\uE000', '\0').ArrayOf().Select(units => new string(units))), text =>
        {
            var stored = StoredText.Of(text);
            Assert.Equal(text, StoredText.Read(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(stored))));
        }).Check(Law.On(2_000));

    private static Dictionary<string, FieldValue> Read(Action<Utf8JsonWriter> write)
    {
        var reader = new Utf8JsonReader(Written(write));
        return (Dictionary<string, FieldValue>)PayloadReader.Read(ref reader)!.Fields;
    }

    private static List<string> Keys(Action<Utf8JsonWriter> write) => [.. JsonElement.Parse(Written(write)).EnumerateObject().Select(member => member.Name)];

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = QdrantRequest.Writer(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
