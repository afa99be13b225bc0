namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Dates of birth: dates that are said to be one shortly before. Other dates are left.</summary>
internal sealed class BirthDateFinder : ISpanFinder
{
    private static readonly ContextWords Context = new(
        "born", "born on", "date of birth", "birth date", "birthdate", "birthday", "dob", "d.o.b.", "geboren", "geb.", "geb", "geburtsdatum", "geburtstag",
        "né le", "née le", "né", "née", "date de naissance", "naissance", "nacido", "nacida", "nació", "fecha de nacimiento", "nato il", "nata il", "nato", "nata", "data di nascita",
        "geboortedatum", "född", "födelsedatum", "urodzony", "urodzona", "data urodzenia", "data de nascimento", "nascido", "nascida");

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!text.StartsWord(i) || !MayStart(text, i)) continue;
            var ahead = text.Span[i..Math.Min(text.Length, i + 40)];
            if (DateReader.Read(ahead) is not { } length || text.IsWord(i + length) || !Context.StandBefore(text, i)) continue;
            found.Add(text.ToSpan(i, i + length, PiiKind.DateOfBirth));
            i += length - 1;
        }
    }

    private static bool MayStart(FoldedText text, int i) =>
        char.IsAsciiDigit(text[i]) ? !(text.At(i - 1) is '.' or '-' or '/' && char.IsAsciiDigit(text.At(i - 2))) : char.IsAsciiLetter(text[i]) && text[i] is 'j' or 'f' or 'm' or 'a' or 's' or 'o' or 'n' or 'd' or 'g' or 'e' or 'l';
}
