using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.MongoDb.Tests.Vectors.Records;

public sealed class StoredTextTests
{
    private static readonly char[] Interesting = ['a', '.', '$', '%', 'u', '\0', '\u0001', 'E', '2', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uE001', '\uFFFF', 'ä'];

    private static Arbitrary<string> Texts => Gen.Elements(Interesting).ArrayOf().Select(chars => new string(chars)).ToArbitrary();

    [Fact]
    public void Any_text_comes_back_from_what_is_stored() => Prop.ForAll(Texts, text =>
    {
        var bson = BsonBuilding.Document(writer => writer.String("t"u8, StoredText.Of(text)));
        var reader = new BsonReader(bson);
        Assert.True(reader.Find("t"u8));
        Assert.Equal(text, StoredText.Read(reader.GetString()));
    }).Check(Law.On(2000));

    [Fact]
    public void Any_name_comes_back_from_a_name_without_dots_dollars_and_zeros() => Prop.ForAll(Texts, name =>
    {
        var encoded = FieldPath.Encode(name);
        Assert.NotEmpty(encoded);
        Assert.DoesNotContain(encoded, c => c is '.' or '$' or '\0');
        Assert.Equal(name, FieldPath.Decode(encoded));
        Assert.Equal(encoded, FieldPath.Decode(FieldPath.Encode(encoded)));
    }).Check(Law.On(2000));

    [Fact]
    public void Names_that_differ_are_stored_under_names_that_differ() => Prop.ForAll(Texts, Texts, (one, other) =>
        Assert.Equal(one == other, FieldPath.Encode(one) == FieldPath.Encode(other))).Check(Law.On(2000));

    [Fact]
    public void An_ordinary_text_and_name_is_stored_as_it_is()
    {
        Assert.Equal("Grüße 学校 👩🏽‍🏫", StoredText.Of("Grüße 学校 👩🏽‍🏫"));
        Assert.Equal("metadata.school-year_2", FieldPath.Of("school-year_2"));
        Assert.Equal("metadata.dotted%2Ename", FieldPath.Of("dotted.name"));
        Assert.Equal("document_id", FieldPath.Of(RagFields.Document));
        Assert.Equal("chunk_index", FieldPath.Of(RagFields.Ordinal));
    }

    [Fact]
    public void Times_come_back_to_the_tick_and_are_dates_where_they_can_be() => Prop.ForAll<long>(ticks =>
    {
        var time = new DateTimeOffset(Math.Abs(ticks % DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
        var bson = BsonBuilding.Document(writer => FieldValues.Write(writer, "t"u8, time));
        var reader = new BsonReader(bson);
        Assert.True(reader.Find("t"u8));
        Assert.Equal(time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? BsonType.DateTime : BsonType.Document, reader.Type);
        Assert.Equal(time, FieldValues.Read(reader)!.Value.AsTime());
    }).Check(Law.On(1000));

    [Fact]
    public void What_others_wrote_into_metadata_is_left_out()
    {
        var bson = BsonBuilding.Document(writer =>
        {
            writer.Null("a"u8);
            writer.Double("b"u8, double.NaN);
            writer.Document("c"u8, static document => document.Int32("x"u8, 1));
            writer.MaxKey("d"u8);
        });
        var reader = new BsonReader(bson);
        while (reader.Read()) Assert.Null(FieldValues.Read(reader));
    }
}
