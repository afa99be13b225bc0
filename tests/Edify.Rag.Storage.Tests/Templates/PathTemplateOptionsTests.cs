using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Tests.Templates;

public sealed class PathTemplateOptionsTests
{
    [Theory]
    [InlineData("", "it has no pattern")]
    [InlineData("{a}{b}", "two captures stand side by side")]
    [InlineData("{a}\u200B{b}", "two captures stand side by side")]
    [InlineData("***", "two captures stand side by side")]
    [InlineData("**/a", "'**' stands before the end")]
    [InlineData("a//b", "an empty, '.' or '..' segment")]
    [InlineData("/a", "an empty, '.' or '..' segment")]
    [InlineData("a/../b", "an empty, '.' or '..' segment")]
    [InlineData("a\\b", "separate segments by '/'")]
    [InlineData("{a", "a brace has no partner")]
    [InlineData("a}", "a brace has no partner")]
    [InlineData("{}", "'' is not a field name")]
    [InlineData("{größe}", "is not a field name")]
    [InlineData("{a b}", "is not a field name")]
    [InlineData("{tenant}/**", "the field 'tenant' is set by the pipeline")]
    [InlineData("{title}/**", "the field 'title' is set by the pipeline")]
    [InlineData("{document.subject}/**", "the field 'document.subject' is set by the pipeline")]
    [InlineData("{a}/{a}", "the field 'a' is set twice")]
    public void A_pattern_that_is_none_is_named_with_its_place_and_what_is_wrong(string pattern, string expected)
    {
        var error = Fails(options =>
        {
            options.Templates.Add(new PathTemplateRule { Pattern = "**" });
            options.Templates.Add(new PathTemplateRule { Pattern = pattern });
        });

        Assert.StartsWith($"PathTemplateOptions.Templates[1] ('{pattern}') cannot be used: ", error);
        Assert.Contains(expected, error);
    }

    [Theory]
    [InlineData("source", "x", "set by the pipeline")]
    [InlineData("year", "2026", "set twice")]
    [InlineData("module", " ", "no value")]
    [InlineData("a/b", "x", "not a field name")]
    public void A_field_that_no_rule_may_set_is_refused(string field, string value, string expected)
    {
        var rule = new PathTemplateRule { Pattern = "{year}/**" };
        rule.Fields[field] = value;

        Assert.Contains(expected, Fails(options => options.Templates.Add(rule)));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("")]
    public void Metadata_may_not_set_what_the_pipeline_sets(string field) =>
        Assert.StartsWith("PathTemplateOptions.MetadataFields[0]", Fails(options => options.MetadataFields.Add(field)));

    [Fact]
    public void Rules_are_bound_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Templates:0:Pattern"] = "Exams/{grade}/**",
            ["Templates:0:Fields:module"] = "exams",
            ["MetadataFields:0"] = "teacher",
        }).Build();
        using var services = Build(options => configuration.Bind(options));

        var fields = services.GetRag<IMetadataExtractor>().Extract(
            new BlobItem("exams/7/a.pdf", 0, "1", default) { Metadata = new Dictionary<string, string> { ["teacher"] = "anna" } });

        Assert.Equal(3, fields.Count);
        Assert.Equal("exams", fields["module"]);
        Assert.Equal("7", fields["grade"]);
        Assert.Equal("anna", fields["teacher"]);
    }

    private static string Fails(Action<PathTemplateOptions> configure)
    {
        using var services = Build(configure);
        return Assert.Throws<OptionsValidationException>(() => services.GetRag<IMetadataExtractor>()).Message;
    }

    private static ServiceProvider Build(Action<PathTemplateOptions> configure)
    {
        var builder = new TestRagBuilder();
        builder.UsePathTemplates(configure);
        return builder.Services.BuildServiceProvider();
    }
}
