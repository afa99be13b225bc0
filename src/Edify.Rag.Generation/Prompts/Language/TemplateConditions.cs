
namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>Reads conditions: <c>a and not b or c is "x"</c>; "and" binds more closely than "or".</summary>
internal static class TemplateConditions
{
    // The tests of one condition; more is a program.
    private const int MaxTests = 32;

    public delegate TemplatePath PathReader(TemplateWords words, bool? isList);

    /// <summary>Whether a word means something in a tag and is no name.</summary>
    public static bool IsReserved(string word) => word is "if" or "else" or "end" or "for" or "in" or "is" or "not" or "and" or "or";

    public static TemplateCondition Read(TemplateWords words, PathReader path)
    {
        var tests = 0;
        var condition = Conjunction();
        while (words.Takes("or")) condition = new TemplateCondition.Or(condition, Conjunction());
        return condition;

        TemplateCondition Conjunction()
        {
            var left = Test();
            while (words.Takes("and")) left = new TemplateCondition.And(left, Test());
            return left;
        }

        TemplateCondition Test()
        {
            if (++tests > MaxTests) throw words.Error($"A condition has at most {MaxTests} tests.");
            if (words.Takes("not")) return new TemplateCondition.Not(Comparison());
            return Comparison();
        }

        TemplateCondition Comparison()
        {
            var named = path(words, null);
            if (!words.Takes("is")) return new TemplateCondition.Holds(named);
            if (named.IsList) throw words.Error($"'{named.Name}' is a list; a list can be empty or not, and is no text.");
            var isNegated = words.Takes("not");
            var comparison = new TemplateCondition.Is(named, words.Text() ?? throw words.Error("A text in quotes is expected here, as in {{if band is \"adult\"}}."));
            return isNegated ? new TemplateCondition.Not(comparison) : comparison;
        }
    }
}
