namespace Edify.Rag.Repository.Tests.Servers;

public sealed class S3ServerTests
{
    [Fact]
    public void Its_parts_are_read_in_any_order() => Assert.Equal(
        new S3Server(new Uri("https://s3.example:9000"), "id", "c2VjcmV0==", "eu-west-1"),
        S3Server.Parse("region=eu-west-1; SecretKey=c2VjcmV0==;AccessKey=id ;Endpoint=https://s3.example:9000;"));

    [Fact]
    public void Without_a_region_it_is_the_one_that_servers_take_by_default() =>
        Assert.Equal("us-east-1", S3Server.Parse("Endpoint=http://127.0.0.1:1;AccessKey=a;SecretKey=b").Region);

    [Theory]
    [InlineData("Endpoint=http://127.0.0.1:1;SecretKey=hush", "AccessKey")]
    [InlineData("AccessKey=a;SecretKey=hush", "Endpoint")]
    [InlineData("Endpoint=http://127.0.0.1:1;AccessKey=hush;SecretKey=", "SecretKey")]
    [InlineData("Endpoint=127.0.0.1;AccessKey=a;SecretKey=hush", "endpoint")]
    public void What_is_missing_is_named_without_the_rest(string setting, string missing)
    {
        var message = Assert.Throws<FormatException>(() => S3Server.Parse(setting)).Message;

        Assert.Contains(missing, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_text_has_no_key() =>
        Assert.DoesNotContain("hush", S3Server.Parse("Endpoint=http://127.0.0.1:1;AccessKey=hush;SecretKey=hush").ToString(), StringComparison.Ordinal);
}
