namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>Dates of birth that numbers begin with: two digits each of year, month and day, with what states add to them.</summary>
internal static class Dates
{
    // The century stands in the month: plus 80, 0, 20, 40 or 60.
    public static bool IsPesel(ReadOnlySpan<char> number) => IsDate(Two(number, 2) % 20, Two(number, 4));

    // Numbers of persons who are not registered have the day plus 60.
    public static bool IsSwedish(ReadOnlySpan<char> number) => IsDate(Two(number, 2), Two(number, 4) is var day && day > 60 ? day - 60 : day);

    // Women have the month plus 50; plus 20 where a day's numbers were used up.
    public static bool IsCzech(ReadOnlySpan<char> number)
    {
        var month = Two(number, 2) % 50;
        return IsDate(month > 20 ? month - 20 : month, Two(number, 4));
    }

    private static bool IsDate(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 ? 29 : month is 4 or 6 or 9 or 11 ? 30 : 31);

    private static int Two(ReadOnlySpan<char> number, int start) => (Sums.Digit(number[start]) * 10) + Sums.Digit(number[start + 1]);
}
