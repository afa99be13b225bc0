using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Prompts.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Generation.Tests.Prompts;

public sealed class TemplateTests
{
    private static readonly TemplateNames Names = TemplateNames.Of(["a", "b", "band"], ("items", ["x", "y"]), ("none", ["x"]));

    private static readonly TemplateValues Values = new(
        new Dictionary<string, string> { ["a"] = "A", ["b"] = "", ["band"] = "adult" },
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["items"] = [new Dictionary<string, string> { ["x"] = "1", ["y"] = "" }, new Dictionary<string, string> { ["x"] = "2", ["y"] = "{{a}}" }],
            ["none"] = [],
        });

    [Theory]
    [InlineData("plain { text } }} {", "plain { text } }} {")]
    [InlineData("{{a}} and {{ a }}", "A and A")]
    [InlineData("{{if a}}yes{{end}}{{if b}}no{{end}}", "yes")]
    [InlineData("{{if b}}1{{else if a}}2{{else}}3{{end}}", "2")]
    [InlineData("{{if b}}1{{else if none}}2{{else}}3{{end}}", "3")]
    [InlineData("{{if not b and a}}x{{end}}", "x")]
    [InlineData("{{if b or a and b}}x{{else}}y{{end}}", "y")]
    [InlineData("{{if band is \"adult\"}}x{{end}}{{if band is not \"adult\"}}y{{end}}", "x")]
    [InlineData("{{if items}}some{{end}}{{if not none}} none{{end}}", "some none")]
    [InlineData("{{for i in items}}<{{i.x}}{{if i.y}}:{{i.y}}{{end}}>{{end}}", "<1><2:{{a}}>")]
    [InlineData("{{for i in items}}{{for j in items}}{{i.x}}{{j.x}} {{end}}{{end}}", "11 12 21 22 ")]
    [InlineData("{{for i in none}}x{{end}}", "")]
    [InlineData("{{\"{{\"}}a{{\"}}\"}}", "{{a}}")]
    [InlineData("a{{! a comment\nof lines with \" and {{if }}b", "ab")]
    [InlineData("one\n  {{if a}}\ntwo\n{{end}}\nthree", "one\ntwo\nthree")]
    [InlineData("{{for i in items}}\n- {{i.x}}\n{{end}}\nend", "- 1\n- 2\nend")]
    [InlineData("x {{if a}} y {{end}} z", "x  y  z")]
    public void A_template_is_rendered(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("one\n two {{a", 2, 6, "no '}}'")]
    [InlineData("{{a\n}}", 1, 1, "no '}}'")]
    [InlineData("{{! forever", 1, 1, "comment")]
    [InlineData("x\n{{other}}", 2, 3, "'other'")]
    [InlineData("{{items}}", 1, 3, "'items'")]
    [InlineData("{{for i in a}}{{end}}", 1, 12, "'a'")]
    [InlineData("{{for a in items}}{{end}}", 1, 7, "'a'")]
    [InlineData("{{for if in items}}{{end}}", 1, 7, "'if'")]
    [InlineData("{{for i on items}}{{end}}", 1, 9, "'in'")]
    [InlineData("{{for i in items}}{{i.z}}{{end}}", 1, 21, "'z'")]
    [InlineData("{{for i in items}}{{end}}{{i.x}}", 1, 28, "'i'")]
    [InlineData("{{if}}x{{end}}", 1, 5, "name")]
    [InlineData("{{if a b}}x{{end}}", 1, 8, "end here")]
    [InlineData("{{if a is b}}x{{end}}", 1, 11, "quotes")]
    [InlineData("{{if items is \"x\"}}x{{end}}", 1, 15, "list")]
    [InlineData("{{if a}}x", 1, 1, "{{end}}")]
    [InlineData("x{{end}}", 1, 2, "no 'if' or 'for'")]
    [InlineData("{{else}}", 1, 1, "no 'if' or 'for'")]
    [InlineData("{{if a}}{{else}}{{else}}{{end}}", 1, 19, "{{end}}")]
    [InlineData("{{a()}}", 1, 4, "end here")]
    [InlineData("{{a.b.c}}", 1, 3, "name")]
    [InlineData("{{}}", 1, 3, "name")]
    public void An_error_tells_file_line_column_and_what_is_accepted(string template, int line, int column, string part)
    {
        var error = Assert.Throws<RagConfigurationException>(() => Render(template));

        Assert.StartsWith($"t.txt({line},{column}): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_limited()
    {
        Assert.Equal("x", Render(Nested(TemplateParser.MaxDepth)));
        Assert.Contains("within each other", Assert.Throws<RagConfigurationException>(() => Render(Nested(TemplateParser.MaxDepth + 1))).Message, StringComparison.Ordinal);

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{{if a}}", depth)) + "x" + string.Concat(Enumerable.Repeat("{{end}}", depth));
    }

    [Fact]
    public void What_is_rendered_is_limited_in_length_and_in_steps()
    {
        var many = new TemplateValues(Values.Texts, new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["items"] = [.. Enumerable.Range(0, 100).Select(_ => new Dictionary<string, string> { ["x"] = new('x', 1000), ["y"] = "" })],
            ["none"] = [],
        });

        const string Loops = "{{for i in items}}{{for j in items}}{{for k in items}}";
        const string Ends = "{{end}}{{end}}{{end}}";
        Assert.Contains("longer than", Assert.Throws<RagConfigurationException>(() => Render(Loops + "{{k.x}}" + Ends, many)).Message, StringComparison.Ordinal);
        Assert.Contains("steps", Assert.Throws<RagConfigurationException>(() => Render(Loops + "{{k.y}}" + Ends, many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_a_template_or_an_error_with_its_place() =>
        Prop.ForAll(Gen.Elements("{{", "}}", "if ", "else", "end", "for ", "i", " in ", "items", "a", "b", " is ", "\"", "x", ".", "!", "\n", " ", "not ", "and ", "or ", "{", "}").ListOf()
            .Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                Render(text);
                return true;
            }
            catch (RagConfigurationException e)
            {
                var place = Regex.Match(e.Message, @"^t\.txt\((\d+),(\d+)\): ");
                var lines = text.Split('\n');
                return place.Success && int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var line && line <= lines.Length && int.Parse(place.Groups[2].ValueSpan, CultureInfo.InvariantCulture) <= lines[line - 1].Length + 1;
            }
        }).Check(Law.On(500));

    [Fact]
    public void Text_without_tags_is_left_as_it_is() =>
        Prop.ForAll<string?>(text => text is null || text.Contains("{{", StringComparison.Ordinal) || Render(text) == text).Check(Law.On(200));

    [Fact]
    public void A_value_is_never_read_as_a_template() =>
        Prop.ForAll<string?>(value => Render("[{{a}}]", new(new Dictionary<string, string> { ["a"] = value + "{{b}}{{end}}", ["b"] = "B", ["band"] = "" }, Values.Lists)) == $"[{value}{{{{b}}}}{{{{end}}}}]")
            .Check(Law.On(100));

    // The oracle evaluates what was written while it is written.
    [Fact]
    public void Rendering_follows_the_meaning_of_each_part() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (template, expected) = (new StringBuilder(), new StringBuilder());
            Write(random, template, expected, depth: 0, isShown: true, item: null);
            return Render(template.ToString()) == expected.ToString();
        }).Check(Law.On(300));

    private static void Write(Random random, StringBuilder template, StringBuilder expected, int depth, bool isShown, string? item)
    {
        for (var part = random.Next(1, 4); part > 0; part--)
        {
            switch (depth > 3 ? 0 : random.Next(3))
            {
                case 0:
                    var text = $"t{random.Next(10)}{(item is null ? string.Empty : ".")}";
                    template.Append(text).Append("{{a}}");
                    if (isShown) expected.Append(text).Append('A');
                    break;
                case 1:
                    var (condition, holds) = random.Next(5) switch
                    {
                        0 => ("a", true), 1 => ("b", false), 2 => ("not b", true), 3 => ("band is \"adult\" and none", false), _ => ("b or items", true),
                    };
                    template.Append("{{if ").Append(condition).Append("}}");
                    Write(random, template, expected, depth + 1, isShown && holds, item);
                    template.Append("{{else}}");
                    Write(random, template, expected, depth + 1, isShown && !holds, item);
                    template.Append("{{end}}");
                    break;
                default:
                    template.Append("{{for i").Append(depth).Append(" in none}}");
                    Write(random, template, expected, depth + 1, isShown: false, item);
                    template.Append("{{end}}");
                    break;
            }
        }
    }

    private static string Render(string template) => Render(template, Values);

    private static string Render(string template, TemplateValues values)
    {
        var source = new TemplateSource("t.txt", template);
        return TemplateRendering.Render(source, TemplateParser.Parse(source, 0, template.Length, Names), values);
    }
}
