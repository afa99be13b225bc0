using Edify.Rag.MongoDb.Authentication;

namespace Edify.Rag.MongoDb.Tests.Authentication;

public sealed class SaslPrepTests
{
    // The first five are the examples of RFC 4013, section 3.
    [Theory]
    [InlineData("I\u00adX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00aa", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00a0b\u3000c", "a b c")]
    [InlineData("p\u212bssword", "p\u00c5ssword")]
    [InlineData("\u05d0\u05d1 1\u05d2", "\u05d0\u05d1 1\u05d2")]
    public void A_password_that_is_typed_differently_is_the_same(string typed, string prepared) => Assert.Equal(prepared, SaslPrep.Prepare(typed));

    // The first two are of RFC 4013 as well.
    [Theory]
    [InlineData("\u0007")]
    [InlineData("\u0627\u0031")]
    [InlineData("\u007f")]
    [InlineData("a\u05d0")]
    [InlineData("\u05d0a\u05d1")]
    [InlineData("a\ue000")]
    [InlineData("a\ufffd")]
    [InlineData("a\u200e")]
    [InlineData("a\ud800")]
    public void A_character_that_passwords_may_not_hold_is_refused(string typed)
    {
        var error = Assert.Throws<RagConfigurationException>(() => SaslPrep.Prepare(typed));
        Assert.DoesNotContain(typed, error.Message, StringComparison.Ordinal);
    }
}
