using System.Text;
using Edify.Rag.Postgres.Vectors.Records;

namespace Edify.Rag.Postgres.Tests.Vectors.Records;

public sealed class FieldJsonTests
{
    private static readonly FieldValue[] Values =
    [
        "", "maths", "a\0b\u0001\uD83D", "\"\\/", 7L, long.MinValue, long.MaxValue, 7.0, -0.5, 1e300, 5e-324, double.MaxValue, (double)(1L << 62), (double)(1L << 63),
        double.PositiveInfinity, double.NegativeInfinity, true, false, new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1),
        DateTimeOffset.MinValue, DateTimeOffset.MaxValue, FieldValue.Many("one"), FieldValue.Many("b", "a", "a"), default,
    ];

    [Fact]
    public void A_value_comes_back_of_its_kind()
    {
        foreach (var value in Values)
        {
            var (name, field) = Assert.Single(FieldJson.Read(Encoding.UTF8.GetBytes(FieldJson.Of([new("a.b$", value)]))));
            Assert.Equal("a.b$", name);
            Assert.Equal((value.Kind, value), (field.Kind, field));
        }
    }

    [Fact]
    public void A_field_without_a_value_is_not_stored() => Assert.Equal("{}", FieldJson.Of([new("roles", FieldValue.Many())]));

    [Fact]
    public void Fields_are_arrays_that_tell_several_texts_from_one() => Assert.Equal(
        """{"subject":["maths"],"roles":["a","b",null],"grade":[7],"weight":[7.0]}""",
        FieldJson.Of([new("subject", "maths"), new("roles", FieldValue.Many("a", "b")), new("grade", 7L), new("weight", 7.0)]));
}
