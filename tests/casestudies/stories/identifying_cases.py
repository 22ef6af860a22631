"""Passages that could tell who somebody is, and look-alikes that could not, by kind.

Everybody here is made up. Each kind has at least thirty of both; they are written as
the tellers of stories write, and not after the patterns that look for them.
"""

from casestudies.stories.identifying import Kind

NAMES = """\
Mr Patel came every Tuesday with his dog.
We sat with Mrs O'Neill while she ate.
Miss Jane Harker ran the trolley.
Then Ms Okafor rang the ward.
Dr Brown said that it had changed the ward.
Dr. A. Whitfield wrote to thank us.
Prof Sarah Lindqvist opened the garden.
Professor Adeyemi came to the first lunch.
Sister Mary stayed late that evening.
Sister O'Connor found us a room.
Nurse Jackie walked him down to the garden.
Staff Nurse Kelly Jones had the idea.
Charge Nurse Daniel Osei agreed at once.
Matron Hughes gave us a cupboard.
Rev Tom Bright said a few words.
Revd Alice Moore visits on Sundays.
Father Byrne sat with the family.
The chair, Sir Michael Redfern, cut the cake.
Dame Helen Artley wrote the foreword.
Lady Anne Whitmore gave the piano.
Rabbi Stern came with us.
Imam Yusuf Khan prayed with him.
mr Singh did not want to go home alone.
MRS JONES WAS THE FIRST PATIENT.
**Mrs** **Taylor** was in tears.
Mr J. P. Marlowe drove the minibus.
Dr van der Berg joined the call.
It was Mr Smith-Jones who asked.
Thanks to Mrs Żebrowska for the scones.
Mx Riley Stone led the group.
Mr de Souza's daughter thanked us.
Doctor Ahmed took part in the quiz.
Midwife Claire Daniels held the baby.
Mrs\u00a0Lloyd sang for us.
Mr Ward and Mrs Bell met at the table.
Admiral Nurse Beth Carter came on Fridays.
"""
NO_NAMES = """\
The nurse walked him down to the garden.
Nurse Associates joined the rota in May.
A Nurse Practitioner leads the clinic.
The Nurse Specialist rang us.
Nurse Led clinics began in spring.
The sister in charge found us a room.
Sister Act was the film of the week.
Ward Sister and volunteers met each week.
We watched Doctor Who together.
He wore his Dr Martens to the party.
Father Christmas came to the ward.
The Lord Mayor opened the garden.
The Lady Chapel is quiet.
Mr Kipling cakes are a favourite.
We gave out Mr Men books.
An old copy of Mrs Beeton lay on the table.
Miss Monday and you can come on Tuesday.
Miss World was on the television.
Doctors and nurses ate with us.
The MS Society lent us a room.
The matron agreed at once.
A doctor said that it had changed the ward.
Dr Gray's Hospital is in the north.
The story is about Sir Robert Lane Hospital.
The Mary Seacole Trust gave a grant.
Doctor and nurse sat side by side.
Professor of nursing is a title.
Nurse Managers said yes.
Matron Team meetings are on Mondays.
We are friends of St Mary's.
Midwives Support group meets here.
The father sat with his son.
She was a lady of great kindness.
Mr Punch and Judy came to the ward.
Mr Tumble songs made them laugh.
The Dame Cicely House welcomes families.
"""
PHONES = """\
Ring 01632 960123 to join.
Ring 020 7946 0958 after six.
Her number is 07700 900123.
Text 07700900456 to say yes.
Call (01632) 960 777 for a lift.
Call (020) 7946 0123.
+44 7700 900321 is the driver.
+44 (0)20 7946 0321 is the desk.
0044 7700 900987 is his mobile.
Phone 0161 496 0000 for Jo.
Phone: 0113 496 0999
tel. 0131 496 0777
The carer is on 0115-496-0123.
Ring 029 2018 0555 for Wales.
Ring 028 9649 6123 for Belfast.
Her mobile: 07700-900-765.
He gave 07700.900.222 to the nurse.
The helpline is 0300 123 4567.
It was on 0800 496 0111 then.
The office (01632 960999) is open.
You can reach me on 01914980123
bleep 4521 for the ward manager
Bleep 102 at night.
ext 2345 finds the ward clerk
Extension 60214 is the league.
Tel 496 0012 and ask for her.
Phone: 496007
mobile no. 7700 900 12
Contact on +447700900654 please.
Ring 0121 234 5678, or write.
Call 0 1632 960 124? No: 01632 960124.
Pager 3301 reaches the chaplain.
"""
NO_PHONES = """\
The charity number is 1089263.
It is registered charity 207401.
We served 12345 lunches.
In 2023 2024 and 2025 we met.
It cost £01632960 in all.
The meeting was 01/02/2024 10:30.
It ran from 01-02-2024 to 05-06-2024.
The code of the form is AB0163296012.
See page 0163.
ISBN 0-306-40615-2 is a good book.
ISBN 978-0-306-40615-7 is newer.
Reference 2024/0163/2960123 was kept.
The score was 0 0 0 0 then.
07 08 09 10 are the months.
Version 0.16.32.96 of the form.
The grid is 51.5007, -0.1246.
It saved 0.012345678901 of a penny.
We rang 30 people in 20 days.
Call us on the ward on Mondays.
There were 1,000,000 visits.
The sum was 0100200300400500600.
In room 020 we met 7 people.
Between 08:30 and 16:30, 5 days of 7.
The extension of 2 wards took a year.
An extension was built in 1998.
She phoned 3 friends.
The telephone line opened in 2019.
The mobile library came 12 times.
Open 09:00 to 17:00 on 24 12 2024.
Company 01234567 is the café.
See https://example.org/01632960123 for it.
Invoice 2024-0044-77009003 was paid.
Her badge says 004.
"""
EMAILS = """\
Write to jane.harker@example.org.
jo@example.com is his address.
Mail first.last@nhs.example.net today.
Her address is j_smith@example.co.uk
Ask m.o'neill@example.org for it.
<tom@example.org>
(priya.lindqvist@example.org)
[write to her](mailto:her@example.org)
Jane.Harker@Example.ORG
volunteer+lunch@example.org works too
x@example.io
contact: amy99@example.org
ward-clerk@hospital.example.nhs.uk
amy.b@mail.example.ac.uk, she said
E-mail:bob@example.org
bob@sub.sub2.example.org
“bea@example.org” is hers
a.b.c.d@example.org
team@friends-of-anytown.example
1984@example.org
jane (at) example.org
jane [at] example.org
*jane@example.org*
jane@example.org/
Send it to gwen@example.wales
Send it to rhys@example.cymru!
joan@example.org;pat@example.org
The coordinator (sue@example.scot) knows.
carer_03@example.org
Ola.Żak@example.pl
info@friends.example.org
"""
NO_EMAILS = """\
Find us @friendsofanytown on Mondays.
Six lunches @ £4 each.
Meet @ the café at noon.
The user@ part comes first.
@example.org is our domain.
We meet at example.org on Mondays.
See www.example.org for more.
https://example.org/people is our page.
Jane at the league knows.
Volunteers (at the desk) wear green.
3@4 is not an address.
me@home was the name of the scheme.
Care@Home began in May.
Lunch@Noon is our club.
It ran at 10.30 each day.
Ask the ward. Then us.
An e-mail went round.
We sent 40 e-mails.
Our address is on the back.
The @ sign is on every page.
He typed a@b by mistake.
Stay@Work groups meet weekly.
1.5@2.5 was the ratio.
Write to us through the website.
The mailing list has 200 people.
mailto: links do not work there.
The team at. work is kind.
Home@Last is a partner.
People@ThePoint is a club.
Call or write. At noon we close.
Arts@TheBay took part.
"""
NHS_NUMBERS = """\
943 476 5919
9434765919
943-476-5919
401 023 2137
4010232137
NHS number: 450 557 7104
NHS no 4505577104
Her number (943 476 5919) was on the form.
NHS 9990000018
999 000 0026
the number 9990000034.
999 000 0042, she said
9990000050
999-000-0069
999 000 0077
999 000 0085
9990000093
999 000 0107
999 000 0115
NHS No. 999 000 0123
999 000 0131
9990000158
999 000 0166
no.9990000174
999 000 0182
“999 000 0190”
999 000 0204
9990000212
999\u00a0000\u00a00220
999 000 0239 and his sister
"""
NO_NHS_NUMBERS = """\
943 476 5918
9434765910
401 023 2138
4505577105
999 000 0019
999 000 0027
9990000035
999 000 0043
ISBN 0306406152
ISBN: 0-306-40615-2
ISBN-10: 0306406152
£9434765919 was raised
0000000000
1111111111
2222222222
94347659190
19434765919
943 476 591
REF9434765919
order/9434765919
9434765919a
2024-0943476-5919
12.9434765919
charity 1089263
01632 960123
12 03 1931 1234
943 4765 919
94 34 76 59 19
9434 765 919
5,434,765,919 steps
https://example.org/?id=9434765919
"""
POSTCODES = """\
SW1A 1AA
SW1A1AA
M1 1AE
B33 8TH
CR2 6XH
DN55 1PT
W1A 0AX
EC1A 1BB
She lives at 4 High Street, LS1 4AP.
ls1 4ap
The address is G12 8QQ now
BT7 1NN
CF10 3AT,
EH1 1YZ
(OX3 9DU)
PO16 7GZ.
se1 7eh
NE1 4LP
ne14lp is home
L7 8XP
CB2 0QQ
S10 2JF
her postcode, EX2 5DW, is rural
ZE1 0LD
IV2 3UJ
LL57 2PW
SA2 8PP
TR1 3LJ
N1 9GU
Nw3 2qG
KW15 1BH
WC1E\u00a06BT
"""
NO_POSTCODES = """\
They live in SW1A.
The M25 was slow.
The M1 3pm traffic was slow.
Ward B2 1st floor
Ward E1 2nd floor
Level N1 3rd door
Bay S4 4th bed
Vitamin B12 helps.
COVID19 changed it.
H1N1 came in 2009.
BS5750 was the standard.
The form is called A4 2UP here.
Form AB12CD was kept.
A1 1AA is no place
AA1 1AA
QZ1 1AA
XX10 1XX
SW1A 1A
SW1A 11AA
SW1A 1AAB
LS1 4CI
LS1 4KO
2B 1AA
CO2 and water
MRI 3T scanner
We use 4G and 5G.
The B1 2M form
Band 5 and band 6
The PPE 3AA masks
Room E2, 7 people
Ward C4 9OK
Level L1 10AM
"""
BIRTHS = """\
She was born on 12 March 1931.
He was born 3/4/1928 in Leeds.
DOB 12/03/1931
DOB: 12.03.31
D.O.B. 1-4-1945
dob 1931-03-12
Date of birth: 12 March 1931
date of birth 3rd May 1950
Born on the 3rd of May, 1950, she loved lunch.
born 12 Mar 1931
Born on March 12, 1931
Born March 12th 1931
Her birthday is on 3 May.
His birthday, 14 June, was lunch day.
My birthday was 1st January 1940.
Their daughter was born at 3am on 12 March 2024.
Her son was born on Christmas Day, 25 December 1950.
He was born in March 1931.
b. 12 March 1931
b.12/3/31
12 March 1931 (date of birth)
12/03/1931, DOB
3 May is her birthday
3 May was my birthday
On 12 March 1931 she was born.
Birth date 12/3/1931
birthdate: 4 Jul 1944
DOB 1931
Year of birth: 1931
Baby Ada was born on 4th Feb 2023.
date of birth was 1938
Jo (born 4 August 1961) joined.
"""
NO_BIRTHS = """\
The NHS was born on 5 July 1948.
The idea was born on 3 May 2019.
Our project was born in March 2020.
The charity's birthday is 3 May.
The café was born on 4 June 2021.
The league's birthday is on 1 May.
The group was born on 12/03/2019.
We met on 12 March 2024.
The form came on 12/03/2024.
On 3 May the garden opened.
Lunch began on 1 June 2023.
She was born in Leeds.
A scheme born of need in March.
It was born out of 12 talks.
The birthday party was on 3 May.
A birthday cake on 4 June made us smile.
Two babies were born that week.
Newborn babies came from 1 May 2024.
A birthday card for every patient.
Since 3 May 2019 two babies were born.
The baby unit opened on 3 May.
He was born a joker.
The partnership was born on 7 April.
Born and bred in Anytown.
We sang for her birthday.
Her birthday was in spring.
The choir was born on 2 February 2020.
The NHS's birthday, 5 July, is tea day.
From 1 April to 3 May we met.
The hospital's birthday is on 9 May.
It was first-born 3 May.
The ward was born on 1 May 2001.
"""
AGES = """\
She is 93 and loves lunch.
He was 97.
aged 94
Aged 101, she sang.
age 92
at the age of 99
93 years old
a 95-year-old man
a 102 year old lady
94 yrs old
her 90th birthday
his 100th birthday was on the ward
He turned 90 in May.
She turned 100 with us.
turning 95 this week
Who is 91 and still here
I'm 92, he said.
She's 98.
aged ninety-three
ninety-six years old
she was ninety
a woman in her nineties
a man in his late 90s
Our centenarian sang.
A nonagenarian came.
She reached 100.
He is now 93.
She was almost 100.
Margaret, 94, came each week.
Bill (97) told us.
her ninetieth birthday
92 y/o and happy
one hundred and two years old
91 years of age
110 years old
"""
NO_AGES = """\
She is 83.
aged 89
aged 65
a 75-year-old man
her 80th birthday
People over 90 came.
people aged 90 and over
those aged 90 or older
aged 90+
We gave 93 lunches.
93% of people said yes.
It took 90 minutes.
90 days later
95 volunteers came.
The hospital is 90 years old.
The charity is 100 years old.
a 100-year-old tree
a 95-year-old building
The league's 90th birthday
our 100th lunch
90 years ago
100 years of service
the NHS turned 100
She was 93 miles away.
He is 90 per cent sure.
page 93
room for 95
Ward 92 was kind.
in the nineties
the 90s music
She is 9.
aged 9
Total: 94.
It is 100 years since then.
He was 90 minutes late.
Room, 94, was full.
The tradition is 95 years old.
"""
BEDS = """\
The man in bed 4 smiled.
Bed 12 was by the window.
bed number 7
Bed no. 3
bed no 9
Bay 3 sang along.
bay B was quiet
In Bay C they played cards.
side room 2
Side-room 4 was hers.
room 7 on the ward
Room 14B
Ward 5, bed 3
Ward 12 bed 22
cubicle 5
Cubicle 11 was his.
bed four by the door
bay six
the lady in bed 21
He was moved to room 9.
bedroom 6 of the hospice
Bed 3, bay 2
bed space 8
bay 2's patients
bed #5
Bed: 6
She slept in room 101 of the care home.
the gentleman in bay 4
side room three
She died in bed 17.
BED 8
They played cards in bay 1.
"""
NO_BEDS = """\
The ward has 12 beds.
a 4-bed bay
There was room for 30 people.
We made room 3 times.
in bed 24 hours a day
She was in bed 3 weeks.
out of bed 4 times
flower bed 3 was planted
Raised bed 2 has peas.
parking bay 12
the loading bay 4
meeting room 2
Training room 3 was booked.
waiting room 1
the bay window
a bay of calm
the bed by the window
a room with a view
to bed by 9
Ward 12 was kind.
Room to grow.
consulting room 6
the 3 bay windows
bedside books
no room 2 days a week
tea room 2
In 2024 the bed was new.
bed, 4 chairs and a table
We had enough room.
bed 2024
It made room 10 percent warmer.
bed and 2 meals
"""
POSITIVES = {
    Kind.NAME: NAMES,
    Kind.PHONE: PHONES,
    Kind.EMAIL: EMAILS,
    Kind.NHS_NUMBER: NHS_NUMBERS,
    Kind.POSTCODE: POSTCODES,
    Kind.BIRTH: BIRTHS,
    Kind.AGE: AGES,
    Kind.BED: BEDS,
}
LOOK_ALIKES = {
    Kind.NAME: NO_NAMES,
    Kind.PHONE: NO_PHONES,
    Kind.EMAIL: NO_EMAILS,
    Kind.NHS_NUMBER: NO_NHS_NUMBERS,
    Kind.POSTCODE: NO_POSTCODES,
    Kind.BIRTH: NO_BIRTHS,
    Kind.AGE: NO_AGES,
    Kind.BED: NO_BEDS,
}


def positives(kind):
    return POSITIVES[kind].splitlines()


def look_alikes(kind):
    return LOOK_ALIKES[kind].splitlines()
