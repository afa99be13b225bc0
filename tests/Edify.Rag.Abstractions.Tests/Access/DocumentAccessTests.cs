using System.Text;

namespace Edify.Rag.Abstractions.Tests.Access;

public sealed class DocumentAccessTests
{
    [Fact]
    public void It_is_equal_in_content_whatever_the_order()
    {
        var one = DocumentAccess.Create(["user:b", "Role:A", "user:b"], ["class:7B"]);
        var other = DocumentAccess.Create(["role:a", "user:b"], ["class:7b"]);

        Assert.Equal((one, one.GetHashCode()), (other, other.GetHashCode()));
        Assert.NotEqual(one, DocumentAccess.Create(null, ["class:7b"]));
        Assert.NotEqual(DocumentAccess.ByRules, DocumentAccess.Closed);
        Assert.Equal(DocumentAccess.Closed, DocumentAccess.Create([]));
        Assert.Equal(DocumentAccess.ByRules, DocumentAccess.Create(null, []));
    }

    [Fact]
    public void Records_carry_it()
    {
        foreach (var access in (DocumentAccess[])[DocumentAccess.ByRules, DocumentAccess.Closed, DocumentAccess.Create(["user:b", "role:a"], ["class:7b"]), DocumentAccess.Create(null, ["user:x"])])
        {
            Assert.Equal(access, DocumentAccess.Of(access.ToFields()));
            Assert.Equal(access, AccessSidecar.Parse(AccessSidecar.Write(access)));
        }
    }

    [Theory]
    [InlineData("""{"allow":["role:teacher"],"deny":["user:anna"]}""", "allow role:teacher; deny user:anna")]
    [InlineData("""{"deny":["user:anna"],}""", "allow by rules; deny user:anna")]
    [InlineData("{}", "allow by rules; deny nobody")]
    [InlineData("""{"allow":[]}""", "allow permission:admin:*; deny nobody")]
    [InlineData("// for teachers\n{\"allow\":[\"role:teacher\"]}", "allow role:teacher; deny nobody")]
    [InlineData("\uFEFF{\"allow\":[\"role:teacher\"]}", "allow role:teacher; deny nobody")]
    public void A_sidecar_is_read(string json, string access) => Assert.Equal(access, AccessSidecar.Parse(Encoding.UTF8.GetBytes(json)).ToString());

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{", "no JSON")]
    [InlineData("null", "no JSON object")]
    [InlineData("[[[[[[]]]]]]", "no JSON")]
    [InlineData("""{"Allow":["role:teacher"]}""", "neither")]
    [InlineData("""{"allow":["role:teacher"],"allow":[]}""", "twice")]
    [InlineData("""{"allow":null}""", "no list of texts")]
    [InlineData("""{"allow":[1]}""", "no list of texts")]
    [InlineData("""{"allow":["everyone"]}""", "'everyone' is no principal")]
    [InlineData("""{"allow":["role:\ud800"]}""", "no Unicode")]
    [InlineData("""{"deny":["permission:chat:create"]}""", "can't be denied")]
    public void A_slip_in_a_sidecar_is_an_error(string json, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => AccessSidecar.Parse(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sidecar_is_never_longer_than_its_limit() =>
        Assert.Throws<FormatException>(() => AccessSidecar.Parse(new byte[AccessSidecar.MaxLength + 1]));

    [Theory]
    [InlineData("a/plan.pdf.access.json", "a/plan.pdf")]
    [InlineData("plan.pdf.ACCESS.json", "plan.pdf")]
    [InlineData(".access.json", null)]
    [InlineData("plan.access.jsonx", null)]
    [InlineData("plan.json", null)]
    public void A_sidecar_is_known_by_its_name(string name, string? document) => Assert.Equal(document, AccessSidecar.DocumentOf(name));

    [Fact]
    public void Bytes_of_any_kind_are_read_or_refused()
    {
        var random = new Random(5);
        string[] pieces = ["{", "}", "[", "]", "\"allow\"", "\"deny\"", ":", ",", "\"role:a\"", "null", "1", "\u0000", "\\ud800", " "];
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])));
            if (bytes.Length > 0 && random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                AccessSidecar.Parse(bytes);
            }
            catch (FormatException)
            {
                // Refused, as it should be.
            }
        }
    }
}
