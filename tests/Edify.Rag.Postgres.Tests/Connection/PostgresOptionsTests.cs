using Edify.Rag.Postgres.Connection;

namespace Edify.Rag.Postgres.Tests.Connection;

public sealed class PostgresOptionsTests
{
    private const string Secret = "hunter2";

    [Fact]
    public void A_connection_string_is_enough() => Assert.Empty(Faults(_ => { }));

    [Theory]
    [InlineData("", "is blank")]
    [InlineData("Database=school;Password=hunter2", "names no Host")]
    [InlineData("Host=db;Password=pass;hunter2", "can't be read")]
    [InlineData("Host=db;Passwort=hunter2", "can't be read")]
    [InlineData("Host=db;Port=hunter2", "can't be read")]
    [InlineData("Host=db;hunter2=1", "can't be read")]
    [InlineData("Host=db;SSL Mode=hunter2", "can't be read")]
    public void A_connection_string_that_can_not_work_is_named_and_not_shown(string text, string sentence)
    {
        var fault = Assert.Single(Faults(o => o.ConnectionString = text));
        Assert.Contains("PostgresOptions.ConnectionString", fault, StringComparison.Ordinal);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Edify")]
    [InlineData("1st")]
    [InlineData("pg_edify")]
    [InlineData("a-b")]
    [InlineData("a\"; DROP SCHEMA public; --")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void A_schema_that_is_no_name_is_refused(string schema)
    {
        Assert.Contains("PostgresOptions.Schema", Assert.Single(Faults(o => o.Schema = schema)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PostgresSchema.Script(schema));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(3601)]
    public void A_timeout_out_of_range_is_refused(double seconds) =>
        Assert.Contains("CommandTimeout", Assert.Single(Faults(o => o.CommandTimeout = TimeSpan.FromSeconds(seconds))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=db;Username=rag;Password=hunter2", "db:5432/rag, schema edify_rag")]
    [InlineData("Host=db;Port=6000;Database=school;Username=rag;Password=hunter2", "db:6000/school, schema edify_rag")]
    [InlineData("Host=db1:6000,db2;Database=school;Username=rag;Password=hunter2", "db1:6000,db2/school, schema edify_rag")]
    public void A_place_is_named_without_user_and_password(string connection, string expected) =>
        Assert.Equal(expected, PostgresPlace.Of(new(connection), "edify_rag").ToString());

    private static IEnumerable<string> Faults(Action<PostgresOptions> change)
    {
        var options = new PostgresOptions { ConnectionString = "Host=db;Database=school;Username=rag;Password=hunter2" };
        change(options);
        return new PostgresOptionsValidator().Validate(null, options).Failures ?? [];
    }
}
